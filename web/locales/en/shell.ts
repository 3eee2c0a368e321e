export const app = {
  name: "Peyvand",
  motto: "Know your customers, and stay close",
};

export const common = {
  add: "Add",
  addOne: (what: string) => `Add ${what}`,
  blank: "empty",
  breadcrumb: "You are here",
  cancel: "Cancel",
  clearDraft: "Clear",
  close: "Close",
  comma: ", ",
  dismiss: "Dismiss message",
  save: "Save",
  draftKept: "What you typed earlier is still here.",
  edit: (what: string) => `Edit ${what}`,
  labelled: (label: string) => `${label}:`,
  loading: "Loading…",
  messages: "Messages",
  quoted: (text: string) => `“${text}”`,
  removeOne: (what: string) => `Remove ${what}`,
  tryAgain: "Try again",
  undo: "Undo",
};

export const dates = {
  today: "Today",
  yesterday: "Yesterday",
  unreadable: (example: string) => `This date cannot be read. Write it like ${example}.`,
  noSuchDay: (_example: string) => "There is no such day in the calendar.",
  hint: (example: string) => `Like ${example}; a Solar Hijri date is understood too. ↓ opens a calendar.`,
  pick: (what: string) => `Choose ${what} from a calendar`,
  yearBack: "Year before",
  yearOn: "Next year",
  monthBack: "Month before",
  monthOn: "Next month",
  examples: { persian: "1365/02/28", gregorian: "1986-05-18" },
};

export const shell = {
  account: "Account",
  language: "Language",
  mainNavigation: "Main navigation",
  signOut: "Sign out",
  skip: "Skip to content",
  theme: "Theme",
  themes: { light: "Light", dark: "Dark", system: "Follow the device" },
  modules: { today: "Today", work: "Work", customers: "Customers", imports: "Import", settings: "Settings" },
  settings: { data: "Data", happened: "What happened", system: "Technical" },
  notFound: {
    title: "There is no such page",
    text: "The address may be incomplete, or the page is no longer here.",
    back: "Go to customers",
  },
  keys: {
    title: "Keyboard shortcuts",
    palette: "Search and commands",
    down: "Move down the list",
    up: "Move up the list",
    open: "Open",
    peek: "Look at one beside the list",
    select: "Select in the list",
    create: "New customer",
    edit: "Edit in place",
    log: "Log an interaction on a customer's page",
    send: "Save what you are writing",
    cancel: "Cancel, close",
    help: "This list",
  },
};

export const signIn = {
  title: "Sign in",
  email: "Email",
  password: "Password",
  submit: "Sign in",
};
