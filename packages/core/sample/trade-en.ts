import type { TradeBeat } from "./trade-fa.ts";

/** Companies that travel with us, those who supply and sell for us, and those we compete with. */
export const TRADE_EN: Record<TradeBeat, string> = {
  companyIntro: `
visit out | Visited {company}. Talked through business travel and the annual away-days with {contact}. Current agent loses their invoices. | Asked for a sample contract
meeting in | {contact} from {company} came in. A few trips a month, monthly invoicing wanted. | Asked for a sample contract
`,
  companyContract: `
letter out | Travel services agreement | Two signed copies of the one-year agreement sent to {company}: monthly invoicing, credit limit {limit}. | Agreement signed
meeting out | Signed the one-year agreement at {company}. Tickets on {contact}'s say-so, invoiced monthly, credit limit {limit}. | Agreement signed
`,
  missionAsked: `
email in | Flights {route} | Hi, ¶ Please could you book {route} for {traveller} on {date}? Morning preferred. ¶ Thanks, ¶ {contactName}, {company} |
email in | {Traveller}: {route} | Hello, ¶ {Traveller}, {date}, {route}, there and back same day. Aisle seat if you can. ¶ {contactName} |
call in | {contact}: {route} for {traveller}, {date}. In a hurry. |
chat in | Hi, need {route} for {traveller} on {date}, return. |
email in | {route} plus hotel | Hi, ¶ {Traveller} is there for two nights from {date}. {route} and somewhere near the office please. ¶ {contactName} |
`,
  missionIssued: `
email out | Tickets: {traveller}, {route} | Hi, ¶ {airline}, {date} at {hour}, attached. {total} will be on this month's invoice. ¶ {me} | Ticket issued
chat out | {Traveller} is booked: {route}, {date} at {hour} with {airline}. Ticket below. | Ticket issued
email out | Confirmed: {traveller} | Hello, ¶ {route}, {date}, {hour}. Boarding pass to follow the night before. ¶ {agency} | Ticket issued
`,
  missionChanged: `
call in | {Traveller}'s meeting has moved; changed {route} by a day, small fee. | Changed
chat in | {Traveller}'s trip is off 😔 Can you cancel please? | Refund requested
email in | Name correction | Hi, ¶ One letter out in {traveller}'s ticket. Could you fix it before the flight? ¶ {contactName} | Corrected
call in | {Traveller} missed the flight; got the evening one and stayed on the line till the boarding pass came through. | Sorted
`,
  invoiced: `
email out | Invoice for {month} | Dear {contact}, ¶ Invoice {invoice} for {month}, {total}, is attached. Payment by the 15th of next month. ¶ Accounts, {agency} |
letter out | Invoice for {month} | Invoice {invoice} for {total} posted to accounts at {company}, as they still like paper. | Sent
`,
  invoiceChased: `
call out | Chased the {month} invoice. It's on the finance director's desk and will be signed this week. | Promised to pay
email out | Reminder: invoice {invoice} | Hello, ¶ The {month} invoice is now past due. Could you let us know when to expect payment? ¶ {me} |
call out | Accounts say they never had it. Sent it again while they were on the line. | Sent again
`,
  invoicePaid: `
note none | {month} invoice paid ({total}). | Paid
email in | Remittance advice | Hello, ¶ {total} for invoice {invoice} was paid today. ¶ Accounts, {company} | Paid
`,
  retreatAsked: `
meeting in | {contact} came in about this year's away-days: {count}, about {nights}, {season}. Tight budget, and the boss likes the sound of {dest}. | Wants proposals
call in | Annual staff trip: {count}, {dest}, {season}. Three ideas with prices please. | Wants proposals
`,
  retreatProposed: `
email out | Away-days in {dest} | Dear {contact}, ¶ Three proposals for {count} attached. Our favourite: {hotel}, {nights} from {date}, with a meeting room and one big evening; {total} in all. ¶ {me}, {agency} | Proposal sent
meeting out | Presented {dest} at {company}. Lots of questions on food and who shares with whom. {total} in all. | Proposal given
`,
  retreatAgreed: `
letter in | Purchase order | {Company} confirm {dest} from {date} for {count}, 40% on signature. | Booked
call in | {contact}: the board said yes to {dest}. {date}, {count}. Purchase order on its way. | Booked
`,
  retreatNames: `
email in | Names for {dest} | Hi, ¶ Final list for {count} attached, with T-shirt sizes (don't ask). Four vegetarians, one nut allergy. ¶ {contactName} | List received
`,
  retreatDone: `
call out | Post-trip call about {dest}. Everybody home on time; {sight} was the hit. | {score} out of 10
visit out | Took cakes round to {company}. Last night in {dest} already a legend; breakfast was slow. | {score} out of 10
`,
  retreatPraise: `
letter in | Thank you | The head of {company} wrote to thank us for {dest}. Framed it. |
email in | Thank you! | Hi, ¶ Everyone is still sharing photos of {sight}. Start thinking about next year! ¶ {contactName} |
`,
  companyReview: `
visit out | Quarterly review with {contact}: trips, spend, one discrepancy. Would like the report split by department. | Sending split reports
meeting out | Quarterly review at {company}. Happy with turnaround; asked about a discount on repeat routes. | Looking into discount
`,
  contactCall: `
call in | Who from our side travels with the group? | Answered
chat in | Could you split this month's invoice by department please? | Done
call out | Nudged about the name list. Two still undecided; final by tomorrow. | Waiting for the list
chat in | The boss asks if we can avoid 6am flights altogether? | Arranged
call in | Off the record: another agent has quoted. Come to the review with something up your sleeve. | Told the boss
chat out | This quarter's travel report is in your inbox; shout if anything looks odd before we meet. |
`,
  staffTrip: `
note none | Went to {dest} with the {company} group; on the passenger list. |
chat in | Thanks for {dest} with work, it was brilliant. Could you get the same hotel for my family? |
call in | Since the {place} trip: does the staff discount cover family? Told {him} 5%. | Answered
call in | Left a bag behind in {dest}; the hotel found it and we couriered it to the office. | Sorted
`,
  hotelContract: `
meeting in | Sales manager of {supplier} called in. This year: trade rate, two free room nights, no charge for cancelling up to 72 hours. | Contract signed
letter in | Partnership agreement | Signed copy of this year's contract with {supplier} arrived. | Filed
`,
  hotelRates: `
email in | Rates for {season} | Dear colleagues, ¶ Rates for {season} attached; double room {rate} with breakfast. Your allocation is held until {until}. ¶ Sales, {supplier} | Loaded
`,
  allotment: `
email out | Allocation for {season} | Hello, ¶ For {season} we'd like {rooms}, upper floors if possible. Please confirm. ¶ {me}, {agency} |
call out | Haggled over {season}; they'll hold {rooms} against a deposit by {until}. | Allocation held
`,
  voucher: `
email out | {Guest}, {date} | Hello, ¶ Please confirm {guest} ({party}), {nights} from {date}, {room}. {request} ¶ {me}, {agency} |
email out | Booking: {guest} | Dear colleagues, ¶ {Guest}, {party}, {nights}, {room}, arriving {date}. {request} ¶ {agency} |
`,
  voucherOk: `
email in | Confirmed: {guest} | {Guest}, {date}, {nights}: confirmed. Reference {code}. ¶ Reservations, {supplier} | Confirmed
call in | Confirmed {guest} by phone; reference {code}. | Confirmed
`,
  overbooked: `
call in | Oversold on {date} and no room for {guest}. Offered the hotel across the road. | Refused
`,
  overbookedSolved: `
call out | Spoke to the general manager; {guest} get a suite at the same rate, and a fruit basket. | Solved
`,
  hotelComplaint: `
email out | Guest complaint: {guest} | Hello, ¶ {Guest} were not given the room on the contract. Photos attached. Please look into this today and come back to me. ¶ {me} | Waiting for an answer
`,
  hotelComplaintReply: `
email in | Re: {guest} | Dear colleagues, ¶ With our apologies, the wrong room was allocated. We will refund the difference and upgrade their next stay. ¶ Management, {supplier} | Accepted
`,
  settled: `
note none | {month} settled with {supplier}; {total}. | Paid
email in | Payment received | Hello, ¶ {total} for {month} received. Thank you for always paying on time. ¶ Accounts, {supplier} | Paid
call out | Went through {month} line by line; one night too many, corrected. | Paid
`,
  seatBlock: `
email out | Group seats to {dest}, {season} | Hello, ¶ We need {seats} to {dest} for {season}. Please quote, with release dates. ¶ {me} |
`,
  seatBlockOk: `
email in | Re: group seats to {dest} | {seats} to {dest} held until {until}. Free release up to 28 days before departure. ¶ Groups desk, {supplier} | Seats held
`,
  nameList: `
email out | Names: {dest}, {date} | Hello, ¶ Passenger names for {date}: {guest} ({party}). Spelling checked against passports. ¶ {me} | Sent
`,
  delayNotice: `
email in | Schedule change | {Dest} on {date} now departs two hours later. Please advise your passengers. ¶ Operations, {supplier} | Passengers told
call in | {Dest} on {date} will leave late. Rang all our passengers. | Passengers told
`,
  seatsReturned: `
email out | Seat release | Hello, ¶ We're handing back four of the seats to {dest} held for {season}. Please acknowledge. ¶ {me} | Acknowledged
`,
  visaFile: `
email out | {Guest}, {dest} | Hello, ¶ Papers for {guest} ({party}), {place} visa, are complete. Travelling {date}. Please submit. ¶ {me} | Submitted
visit out | Dropped the {place} file for {guest} off in person; travelling {date}. | Submitted
`,
  visaLacking: `
call in | The bank statement for {guest} is too old; need a fresh one. Asked the customer. | Put right
email in | {Guest}: photo | Hello, ¶ The photo for {guest} isn't on a white background. If it comes by Thursday nothing slips. ¶ {supplier} | Put right
`,
  visaDone: `
email in | Visa: {guest} | Hello, ¶ {Place} visa for {guest} granted, copy attached. ¶ {supplier} | Granted
call in | {Guest}: {place} visas are in. Courier booked. | Granted
`,
  visaTalk: `
call out | Asked about waiting times for {dest}; send early for {season}, the queue is long. | Told the team
email in | New rules for {dest} | Dear all, ¶ From this month {dest} asks for proof of onward travel. ¶ {supplier} | Told everyone
`,
  transferList: `
email out | Transfer: {guest} | Dear team, ¶ {Guest}, {party}, arriving {date} with {airline} at {hour}, {hotel}. Driver with a {agency} board please. ¶ {me} |
chat out | Hi, arrival for {guest}: {date}, {airline}, {hour}, {hotel}. {Party}. Please confirm. |
`,
  transferOk: `
chat in | Hello, {guest} noted. Driver's number the evening before. | Confirmed
email in | Confirmed: {guest} | Transfer and tour for {guest} on {date} booked. ¶ {supplier} | Confirmed
`,
  operatorTalk: `
call out | Went over {sight}; leaving half an hour earlier to beat the crowds. | Agreed
chat in | Hi, marathon next week, centre closed. We'll pick everyone up early. | Told our guests
call in | Entrance fees for {sight} are going up; price it in from next month. | Noted
`,
  transferMissed: `
email out | No driver: {guest} | Hello, ¶ Nobody met {guest} on {date} and they had to take a taxi. Please explain, and tell me today how you'll put it right. ¶ {me} | Waiting for an answer
`,
  transferMissedReply: `
chat in | You're right, flight number was typed wrong. {Guest}'s taxi is on us. Two of us check every list from now on. | Accepted
`,
  guideAsked: `
call out | Asked about leading {dest}, {date}, {nights}. Will check the diary. | Waiting to hear
chat out | Hi, are you free for {dest} on {date}? {Nights}, about twenty people. |
`,
  guideAccepted: `
chat in | Hello, yes, count me in. Passenger list early if you can. | Accepted
call in | Yes to {dest} on {date}; {rate} a day. | Accepted
`,
  guideReport: `
email in | Report: {dest} | Hello, ¶ {Dest} went without a hitch. A good-humoured lot who loved {sight}. Two grumbled about a late lunch. | Report in
call in | Report on {dest}: all safe and happy; suggests more time at {sight}. | Report in
chat in | Back from {dest}, all well. Photos of {sight} sent. | Report in
`,
  guidePaid: `
note none | Fee for {dest} paid. | Paid
sms out | Hello, your fee for {dest} has gone through. Thank you! {agency} | Paid
`,
  insuredList: `
email out | Insured travellers, {month} | Hello, ¶ List of {count} for {month} attached. Please issue the certificates. ¶ {me} | Sent
`,
  claim: `
email out | Claim | Hello, ¶ Damaged suitcase on the way back from {dest}; form and receipt attached. ¶ {me} | Claim opened
call out | Opened a claim for a clinic bill in {dest}. They need the original receipt. | Claim opened
`,
  claimPaid: `
email in | Claim {code} | Hello, ¶ Claim {code} approved and {refund} paid. ¶ {supplier} | Paid
`,
  coachAsked: `
call out | Coach for {dest}, {date}. Same driver as last time, by request. | Booked
`,
  coachDone: `
call in | {Place} invoice: {total}. Driver unhappy about the late start home, and fair enough. | Paid
note none | {Place} coach clean and punctual; keep that driver's number. | Paid
`,
  agentBooking: `
chat in | Hi, {dest} on {date}, space for {count}? My own clients. | Availability request
call in | {Count} for {dest} on {date}. Client is in a rush. | Availability request
email in | {Dest}, {date} | Hello, ¶ {Count} for {dest}, {nights}. Trade price please. ¶ {supplier} | Availability request
`,
  agentConfirmed: `
chat out | Hi, {dest} on {date} confirmed for {count}. Trade price {each} each. Names by {until} please. | Confirmed
email out | Confirmed: {dest}, {date} | Hello, ¶ {Count} booked at {hotel}; trade price {each} each. ¶ {me} | Confirmed
call out | {date} was full; offered a week later, taken. {Count}. | Confirmed
`,
  commission: `
email out | Commission for {month} | Hello, ¶ Commission for {month}: {refund}. Paid by the end of the week. ¶ Accounts, {agency} | Paid
call in | When does the {month} commission arrive? {refund} on its way. | Answered
`,
  agentVisit: `
visit out | Called in on the way past. Our window display for {season} looks splendid; left new brochures. | Carrying on
meeting in | Came over to plan {season}. Wanted a higher percentage; agreed for groups of ten and over. | Agreed
`,
  partnerAgreed: `
meeting out | Agreed with {supplier}: they recommend us, their customers get 5% off. | Agreed
`,
  partnerLead: `
call in | Sent a newly engaged couple our way, {dest}. Took the number. | Lead received
chat in | Hi, got a family after {dest} for {season}. Gave them your number. | Lead received
`,
  partnerThanks: `
call out | Thanked them for this quarter's introductions and paid their share. | Paid
`,
  rivalSeen: `
note none | Advertising {dest} for {season} at {each} each, without transfers or bags. Worth mentioning to customers. |
social none | Big sale on for {season}; several comments underneath about delays. |
meeting none | Their stand at the show was twice ours. Twelve-month payment plan; we need an answer to that. |
note none | A former colleague of ours has started there. Mind the customer list. |
web none | New website books hotels online but has no phone number anywhere. |
`,
  tradeGreeting: `
letter out | Christmas card | Card and a hamper for {supplier}. | Delivered
email in | Season's greetings | Merry Christmas and here's to another good year together. ¶ {supplier} |
sms out | Merry Christmas and a prosperous new year from all at {agency}. |
`,
};
