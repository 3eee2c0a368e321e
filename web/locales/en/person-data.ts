export const personData = {
  title: "Their data",
  action: "Their data",
  exportTitle: "Give them what we know",
  exportText:
    "One zip with everything kept about this person: details, interactions, tasks, changes and relations, to read and for programs. That you took it is noted in the audit log.",
  export: "Download everything",
  eraseTitle: "Erase this person",
  eraseText:
    "Names, numbers, addresses, notes and the text of every interaction are removed from everywhere, also from the history and from undo. It cannot be taken back.",
  eraseStays:
    "What stays: that there was somebody, when you were in contact and through which channel, so that counts and sums remain true.",
  eraseFiles: "Files of earlier imports and exports may contain them, so all of these are deleted as well.",
  eraseBackups: "Backups that you keep elsewhere are not touched.",
  typeName: (name: string) => `To be sure, type the name: ${name}`,
  nameWrong: "This is not the name of this customer.",
  erase: "Erase for good",
  started: "Erasing has begun; it goes on in the background.",
  erasedNotice: "This person was erased. Only counts are left.",
};
