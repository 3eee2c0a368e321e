import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Copy from "lucide-solid/icons/copy";
import Ellipsis from "lucide-solid/icons/ellipsis-vertical";
import Pencil from "lucide-solid/icons/pencil";
import Star from "lucide-solid/icons/star";
import Trash from "lucide-solid/icons/trash";
import { Show } from "solid-js";
import type { View } from "#core/workspace/views/index.ts";
import { t } from "#web/platform/i18n.ts";
import type { Icon } from "#web/ui/button.tsx";
import { Popup, PopupItem } from "#web/ui/popup.tsx";

type MenuProps = {
  view: View;
  mayChange: boolean;
  isDefault: boolean;
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  onDuplicate: () => void;
  onDefault: (on: boolean) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** What can be done with the view that is open. */
export function ViewMenu(props: MenuProps) {
  const label = () => t("views.menu", props.view.name);
  return (
    <Popup label={<Ellipsis size={16} />} name={label()} title={label()} atEnd>
      {(close) => {
        const act = (work: () => void) => () => {
          close();
          work();
        };
        return (
          <>
            <Show when={props.mayChange}>
              <PopupItem icon={Pencil as Icon} onClick={act(props.onEdit)}>
                {t("views.edit")}
              </PopupItem>
            </Show>
            <PopupItem icon={Copy as Icon} onClick={act(props.onDuplicate)}>
              {t("views.duplicate")}
            </PopupItem>
            <PopupItem icon={Star as Icon} onClick={act(() => props.onDefault(!props.isDefault))}>
              {t(props.isDefault ? "views.noDefault" : "views.makeDefault")}
            </PopupItem>
            <Show when={props.mayChange}>
              <Show when={!props.isFirst}>
                <PopupItem icon={ArrowUp as Icon} onClick={act(() => props.onMove(-1))}>
                  {t("views.earlier")}
                </PopupItem>
              </Show>
              <Show when={!props.isLast}>
                <PopupItem icon={ArrowDown as Icon} onClick={act(() => props.onMove(1))}>
                  {t("views.later")}
                </PopupItem>
              </Show>
              <PopupItem icon={Trash as Icon} danger onClick={act(props.onRemove)}>
                {t("views.remove")}
              </PopupItem>
            </Show>
          </>
        );
      }}
    </Popup>
  );
}
