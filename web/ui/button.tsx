import { A } from "@solidjs/router";
import LoaderCircle from "lucide-solid/icons/loader-circle";
import { type Component, type JSX, Show, splitProps } from "solid-js";
import { Dynamic } from "solid-js/web";

const BASE =
  "inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-lg font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border border-line-strong bg-raised text-ink hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "bg-danger text-paper hover:opacity-90",
} as const;

const SIZES = { small: "h-8 px-2.5 text-sm", normal: "h-9 px-3.5 text-base" } as const;

export type Icon = Component<{ size?: number | string; class?: string }>;

type Look = {
  look?: keyof typeof LOOKS;
  size?: keyof typeof SIZES;
  icon?: Icon;
  busy?: boolean;
};

type ButtonProps = Look & JSX.ButtonHTMLAttributes<HTMLButtonElement>;

function lookOf(props: Look, more = ""): string {
  return `${BASE} ${LOOKS[props.look ?? "plain"]} ${SIZES[props.size ?? "normal"]} ${more}`;
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ["look", "size", "icon", "busy", "class", "children", "disabled"]);
  return (
    <button
      type="button"
      {...rest}
      disabled={own.disabled || own.busy}
      aria-busy={own.busy || undefined}
      class={lookOf(own, own.class)}
    >
      <Show
        when={own.busy}
        fallback={<Show when={own.icon}>{(icon) => <Dynamic component={icon()} size={16} />}</Show>}
      >
        <LoaderCircle size={16} class="animate-spin" />
      </Show>
      {own.children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere. */
export function ButtonLink(props: Look & { href: string; class?: string; children: JSX.Element; download?: boolean }) {
  const content = () => (
    <>
      <Show when={props.icon}>{(icon) => <Dynamic component={icon()} size={16} />}</Show>
      {props.children}
    </>
  );
  return (
    <Show
      when={props.download}
      fallback={
        <A href={props.href} class={lookOf(props, props.class)}>
          {content()}
        </A>
      }
    >
      <a href={props.href} download="" rel="external" class={lookOf(props, props.class)}>
        {content()}
      </a>
    </Show>
  );
}

type IconButtonProps = { icon: Icon; label: string; size?: number } & JSX.ButtonHTMLAttributes<HTMLButtonElement>;

/** A button that shows only a sign; its name is read out and shown on hover. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ["icon", "label", "size", "class"]);
  return (
    <button
      type="button"
      {...rest}
      aria-label={own.label}
      title={own.label}
      class={`inline-grid ${own.class?.includes("size-") ? "" : "size-8"} shrink-0 place-items-center rounded-lg text-ink-3 transition-colors hover:bg-hover hover:text-ink disabled:opacity-50 ${own.class ?? ""}`}
    >
      <Dynamic component={own.icon} size={own.size ?? 16} />
    </button>
  );
}
