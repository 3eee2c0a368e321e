import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { createEffect, onCleanup, onMount } from "solid-js";
import { t } from "#web/platform/i18n.ts";
import { locale } from "#web/platform/locale.ts";
import { showDate, showNumber } from "#web/platform/show.ts";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

export type FlowDay = { day: string; entered: number; left: number; size: number };

/** Who came and who went day by day, and how many there were. Days lie in reading order, with the digits and calendar shown. */
export default function FlowChart(props: { days: readonly FlowDay[] }) {
  let element!: HTMLDivElement;
  onMount(() => {
    const chart = init(element, undefined, { renderer: "svg" });
    const draw = () => chart.setOption(optionOf(props.days, coloursOf(element)), true);
    createEffect(draw);
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    scheme.addEventListener("change", draw);
    onCleanup(() => {
      scheme.removeEventListener("change", draw);
      themed.disconnect();
      resized.disconnect();
      chart.dispose();
    });
  });
  // In a right-to-left page a text of an SVG would begin where ECharts wants it to end.
  return <div ref={element} dir="ltr" aria-hidden="true" class="h-64 w-full" />;
}

type Colours = Record<"accent" | "ink-2" | "ink-3" | "line" | "raised" | "line-strong", string> & { font: string };

/** The theme's colours as they are now: a chart knows no custom properties. */
function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement("span");
  // Otherwise the colour is still on its way from the one before.
  probe.style.transition = "none";
  element.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["accent", "ink-2", "ink-3", "line", "raised", "line-strong"] as const;
  const colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  const font = getComputedStyle(probe).fontFamily;
  probe.remove();
  return { ...colours, font } as Colours;
}

/** A mark that begins a line of Persian where the text around it goes the other way. */
const RIGHT_TO_LEFT = "\u200f";

function optionOf(days: readonly FlowDay[], colours: Colours) {
  const isRtl = locale() === "fa";
  const text = { color: colours["ink-3"], fontFamily: colours.font, fontSize: 12 };
  const number = (value: number) => showNumber(Math.abs(value));
  const values = (at: string) => {
    const found = days.find(({ day }) => day === at);
    if (!found) return "";
    const { entered, left, size } = found;
    return [
      showDate(at),
      t("segments.chartIn", showNumber(entered)),
      t("segments.chartOut", showNumber(left)),
      t("segments.chartSize", showNumber(size)),
    ]
      .map((line) => (isRtl ? `${RIGHT_TO_LEFT}${line}` : line))
      .join("\n");
  };
  const axis = {
    type: "value",
    position: isRtl ? "right" : "left",
    minInterval: 1,
    axisLabel: { ...text, formatter: number },
    splitLine: { lineStyle: { color: colours.line } },
  } as const;
  return {
    animation: false,
    grid: { left: 12, right: 12, top: 16, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: colours.raised,
      borderColor: colours["line-strong"],
      textStyle: { ...text, color: colours["ink-2"], align: isRtl ? "right" : "left" },
      formatter: (points: unknown) => values(String((points as { name: string }[])[0]?.name ?? "")),
    },
    xAxis: {
      type: "category",
      inverse: isRtl,
      data: days.map(({ day }) => day),
      axisLabel: { ...text, hideOverlap: true, formatter: (day: string) => showDate(day, "short") },
      axisLine: { lineStyle: { color: colours["line-strong"] } },
      axisTick: { show: false },
    },
    yAxis: [axis, { ...axis, position: isRtl ? "left" : "right", splitLine: { show: false }, scale: true }],
    series: [
      {
        type: "bar",
        stack: "flow",
        data: days.map(({ entered }) => entered),
        itemStyle: { color: colours.accent },
        barMaxWidth: 18,
      },
      {
        type: "bar",
        stack: "flow",
        data: days.map(({ left }) => -left),
        itemStyle: { color: colours["line-strong"] },
        barMaxWidth: 18,
      },
      {
        type: "line",
        yAxisIndex: 1,
        step: "middle",
        showSymbol: days.length < 2,
        data: days.map(({ size }) => size),
        lineStyle: { color: colours["ink-2"], width: 1.5 },
        itemStyle: { color: colours["ink-2"] },
      },
    ],
  };
}
