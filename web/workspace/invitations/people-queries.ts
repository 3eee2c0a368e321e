import type { CallOf } from "#core/platform/endpoint.ts";
import { changeUser, handOver, removeUser, type User } from "#core/workspace/users/index.ts";
import { call, newIdempotencyKey } from "#web/platform/api.ts";
import { queryClient } from "#web/platform/query-client.ts";

const refresh = () =>
  Promise.all(["users", "me", "roles", "jobs"].map((name) => queryClient.invalidateQueries({ queryKey: [name] })));

export async function editUser(id: User["id"], body: CallOf<typeof changeUser>["body"]): Promise<void> {
  await call(changeUser, { params: { id }, body });
  await refresh();
}

/** Answers with the job's id, when there is work to hand over. */
export async function letGo(id: User["id"], toUserId: User["id"] | null, remove: boolean): Promise<string | null> {
  if (toUserId === null) {
    await call(removeUser, { params: { id } });
    await refresh();
    return null;
  }
  const options = { idempotencyKey: newIdempotencyKey() };
  const job = await call(handOver, { params: { id }, body: { toUserId, remove } }, options);
  await refresh();
  return job.id;
}
