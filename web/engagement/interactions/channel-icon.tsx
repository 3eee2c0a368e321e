import ClipboardList from "lucide-solid/icons/clipboard-list";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Globe from "lucide-solid/icons/globe";
import Mail from "lucide-solid/icons/mail";
import Mailbox from "lucide-solid/icons/mailbox";
import MapPin from "lucide-solid/icons/map-pin";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquare from "lucide-solid/icons/message-square";
import Phone from "lucide-solid/icons/phone";
import Share from "lucide-solid/icons/share-2";
import StickyNote from "lucide-solid/icons/sticky-note";
import Users from "lucide-solid/icons/users";
import { Dynamic } from "solid-js/web";
import type { Channel } from "#web/people/customers/index.ts";
import type { Icon } from "#web/ui/button.tsx";

export const CHANNEL_ICONS: Record<Channel, Icon> = {
  call: Phone,
  email: Mail,
  sms: MessageSquare,
  chat: MessageCircle,
  social: Share,
  meeting: Users,
  visit: MapPin,
  letter: Mailbox,
  web: Globe,
  form: ClipboardList,
  note: StickyNote,
  other: Ellipsis,
};

export function ChannelIcon(props: { channel: Channel; size?: number }) {
  return <Dynamic component={CHANNEL_ICONS[props.channel]} size={props.size ?? 15} />;
}
