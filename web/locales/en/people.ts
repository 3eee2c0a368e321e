export const roles = {
  names: {
    administrator: "Administrator",
    manager: "Manager",
    salesperson: "Salesperson",
    marketer: "Marketer",
    agent: "Service agent",
    viewer: "Viewer",
  },
  hints: {
    administrator: "Everything: people, keys, settings and all customers.",
    manager: "Works with the customers of their team, imports and exports.",
    salesperson: "Works with their own customers.",
    marketer: "Works with all customers, imports and exports.",
    agent: "Reads and writes all customers and interactions.",
    viewer: "Only reads.",
  },
};
