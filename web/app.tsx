import { Route, Router, type RouteSectionProps } from "@solidjs/router";
import { lazy } from "solid-js";
import { ActivityForms } from "./engagement/activities/activity-forms.tsx";
import { Shell } from "./shell/shell.tsx";
import { Toaster } from "./ui/toast.tsx";

const FactorAsked = lazy(() => import("./workspace/profile/factor-asked.page.tsx"));
const Home = lazy(() => import("./shell/home.page.tsx"));
const SignIn = lazy(() => import("./workspace/sign-in/sign-in.page.tsx"));
const ForgottenPassword = lazy(() => import("./workspace/sign-in/forgotten-password.page.tsx"));
const NewPassword = lazy(() => import("./workspace/sign-in/new-password.page.tsx"));
const SingleSignOn = lazy(() => import("./workspace/sign-in/single-sign-on.page.tsx"));
const Invitation = lazy(() => import("./workspace/invitations/invitation.page.tsx"));
const Invitations = lazy(() => import("./workspace/invitations/invitations.page.tsx"));
const Profile = lazy(() => import("./workspace/profile/profile.page.tsx"));
const Security = lazy(() => import("./workspace/profile/security.page.tsx"));
const Customers = lazy(async () => {
  const [page] = await Promise.all([
    import("./people/customers/customers.page.tsx"),
    import("./marketing/segments/in-lists.ts"),
  ]);
  return page;
});
const CustomerPeek = lazy(() => import("./engagement/interactions/customer-peek.tsx"));
const Customer = lazy(() => import("./engagement/interactions/customer.page.tsx"));
const Duplicates = lazy(() => import("./people/duplicates/duplicates.page.tsx"));
const Segments = lazy(() => import("./marketing/segments/segments.page.tsx"));
const OneSegment = lazy(() => import("./marketing/segments/segment.page.tsx"));
const SegmentOfImport = lazy(() => import("./marketing/segments/segment-of-import.tsx"));
const CustomerSegments = lazy(() => import("./marketing/segments/customer-segments.tsx"));
const Imports = lazy(() => import("./engagement/interactions/imports.page.tsx"));
const Jobs = lazy(() => import("./people/jobs/jobs.page.tsx"));
const OneJob = lazy(() => import("./people/jobs/job.page.tsx"));
const Recent = lazy(() => import("./engagement/interactions/recent.page.tsx"));
const Today = lazy(() => import("./engagement/today/today.page.tsx"));
const Planned = lazy(async () => ({ default: (await import("./engagement/activities/planned.tsx")).Planned }));
const PlanForm = lazy(async () => ({ default: (await import("./engagement/activities/plan-form.tsx")).PlanForm }));
const ScheduledWork = lazy(() => import("./workspace/scheduled/scheduled.page.tsx"));
const Holidays = lazy(() => import("./workspace/holidays/holidays.page.tsx"));
const Notices = lazy(() => import("./workspace/notices/notices.page.tsx"));
const WorkCalendar = lazy(() => import("./engagement/activities/calendar.page.tsx"));
const Work = lazy(() => import("./engagement/activities/activities.page.tsx"));
const Messages = lazy(() => import("./engagement/messages/messages.page.tsx"));
const Incoming = lazy(() => import("./engagement/inbound/incoming.page.tsx"));
const Sending = lazy(() => import("./engagement/messages/sending.page.tsx"));
const Templates = lazy(() => import("./engagement/templates/templates.page.tsx"));
const OneTemplate = lazy(() => import("./engagement/templates/template.page.tsx"));
const Settings = lazy(() => import("./shell/settings.page.tsx"));
const FirstSetting = lazy(() => import("./shell/first-setting.page.tsx"));
const People = lazy(() => import("./workspace/invitations/people.page.tsx"));
const Teams = lazy(() => import("./workspace/teams/teams.page.tsx"));
const Roles = lazy(() => import("./workspace/roles/roles.page.tsx"));
const ApiKeys = lazy(() => import("./workspace/api-keys/api-keys.page.tsx"));
const Fields = lazy(() => import("./workspace/fields/fields.page.tsx"));
const Audit = lazy(() => import("./workspace/audit/audit.page.tsx"));
const Workspace = lazy(() => import("./workspace/settings/settings.page.tsx"));
const Exports = lazy(() => import("./workspace/exports/exports.page.tsx"));
const Webhooks = lazy(() => import("./workspace/webhooks/webhooks.page.tsx"));
const System = lazy(() => import("./workspace/operations/system.page.tsx"));
const NotFound = lazy(() => import("./shell/not-found.page.tsx"));

async function preloadCustomer(id: string | undefined): Promise<void> {
  const { preloadCustomerPage } = await import("./engagement/interactions/index.ts");
  if (id) preloadCustomerPage(id);
}

export function App() {
  return (
    <>
      <Router scrollRestoration>
        <Route path="/sign-in" component={SignIn} />
        <Route path="/forgotten-password" component={ForgottenPassword} />
        <Route path="/new-password" component={NewPassword} />
        <Route path="/invitation" component={Invitation} />
        <Route
          component={(props: RouteSectionProps) => (
            <>
              <Shell {...props} FactorAsked={FactorAsked} />
              <ActivityForms />
            </>
          )}
        >
          <Route path="/" component={Home} />
          <Route path="/customers" component={() => <Customers Peek={CustomerPeek} />} />
          <Route path="/customers/duplicates" component={Duplicates} />
          <Route
            path="/customers/:id"
            component={() => <Customer Planned={Planned} Plan={PlanForm} Segments={CustomerSegments} />}
            preload={({ params }) => preloadCustomer(params.id)}
          />
          <Route path="/today" component={Today} />
          <Route path="/notices" component={Notices} />
          <Route path="/work" component={Work} />
          <Route path="/work/calendar" component={WorkCalendar} />
          <Route path="/segments" component={Segments} />
          <Route path="/segments/:id" component={() => <OneSegment Peek={CustomerPeek} />} />
          <Route path="/imports/:id?" component={() => <Imports After={SegmentOfImport} />} />
          <Route path="/messages" component={Messages} />
          <Route path="/incoming" component={Incoming} />
          <Route path="/templates" component={Templates} />
          <Route path="/templates/:id" component={OneTemplate} />
          <Route path="/jobs" component={Jobs} />
          <Route path="/jobs/:id" component={OneJob} />
          <Route path="/recent" component={Recent} />
          <Route path="/settings" component={Settings}>
            <Route path="/" component={FirstSetting} />
            <Route path="/profile" component={Profile} />
            <Route path="/security" component={Security} />
            <Route path="/invitations" component={Invitations} />
            <Route path="/single-sign-on" component={SingleSignOn} />
            <Route path="/people" component={People} />
            <Route path="/teams" component={Teams} />
            <Route path="/roles" component={Roles} />
            <Route path="/api-keys" component={ApiKeys} />
            <Route path="/fields" component={Fields} />
            <Route path="/export" component={Exports} />
            <Route path="/audit" component={Audit} />
            <Route path="/workspace" component={Workspace} />
            <Route path="/sending" component={Sending} />
            <Route path="/webhooks" component={Webhooks} />
            <Route path="/system" component={System} />
            <Route path="/scheduled" component={ScheduledWork} />
            <Route path="/holidays" component={Holidays} />
          </Route>
          <Route path="*" component={NotFound} />
        </Route>
      </Router>
      <Toaster />
    </>
  );
}
