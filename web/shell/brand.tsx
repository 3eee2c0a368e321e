import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { Mark } from "#web/ui/mark.tsx";
import { useMe } from "#web/workspace/users/index.ts";

/** The company's logo, or our own mark. */
export function BrandMark(props: { size: number }) {
  const me = useMe();
  return (
    <Show when={me.data?.workspace.logo} fallback={<Mark size={props.size} />}>
      {(logo) => (
        <img
          src={`/api/v1/brand/logo?v=${logo().name}`}
          alt=""
          style={{ width: `${props.size + 4}px`, height: `${props.size + 4}px` }}
          class="shrink-0 rounded-lg bg-white object-contain"
        />
      )}
    </Show>
  );
}

/** Phones: whose workspace it is, above every page. */
export function PhoneHeader() {
  const me = useMe();
  return (
    <div class="border-b bg-sunk md:hidden">
      <A href="/" class="flex min-h-11 items-center gap-2 px-5 py-1.5 font-medium text-sm">
        <BrandMark size={22} />
        <bdi class="min-w-0 truncate">{me.data?.workspace.name}</bdi>
      </A>
    </div>
  );
}
