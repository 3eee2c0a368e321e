export function sstPlan(
  company: string,
  folder: string,
): { company: string; create: string; update: string; delete: string; trigger: string };
