/** What a permission lets somebody do, after «may». */
export const permissions = {
  customers: {
    read: "See customers",
    write: "Add and change customers",
    erase: "Export everything about a person, and erase them",
  },
  interactions: { read: "See interactions", write: "Log and correct interactions" },
  segments: { read: "See segments", write: "Make and change segments" },
  activities: { read: "See tasks", write: "Plan and finish tasks" },
  messages: { read: "See messages", send: "Send messages" },
  mail: { receive: "Hand over incoming mail", sort: "Sort mail of unknown senders" },
  templates: { manage: "Manage templates" },
  changes: { read: "Follow all changes" },
  audit: { read: "See the audit log" },
  views: { share: "Share views with everybody" },
  imports: { run: "Import" },
  exports: { run: "Export" },
  fields: { manage: "Set up fields" },
  keys: { manage: "Create and revoke keys" },
  users: { manage: "Manage people, teams and roles" },
  settings: { manage: "Change the workspace's settings", sending: "Set up how messages are sent" },
  webhooks: { manage: "Manage webhooks" },
  workspace: {
    read: "See who works here",
    operate: "Look after the system",
    backup: "Back up and restore everything",
  },
};
