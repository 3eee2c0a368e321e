import type { CareBeat } from "./care-fa.ts";

/** What keeps, mends or ends a relationship. */
export const CARE_EN: Record<CareBeat, string> = {
  complaint: `
call in room | Not happy: the room at {hotel} looks onto the car park, not what we sold. "I paid for a view." | Complaint logged
chat in room | This room is nothing like the photos you sent! And the air con is broken. Please do something, quickly. | Complaint logged
call in delay | {airline} was five hours late and nobody told them a thing. Tired and cross; lost a whole day. | Complaint logged
chat in delay | Still at the airport, flight was meant to be {hour}. No food, no information. Where is everybody? | Complaint logged
call in transfer | No driver at {dest}. Waited an hour with the bags and got a taxi in the end. | Complaint logged
chat in transfer | Nobody was there to meet us! Had to get a taxi and it cost a fortune. | Complaint logged
email in refund | Where is our refund? | Hello, ¶ One of our {nights} was cancelled by the hotel and we were promised the money back within a fortnight. Nothing has arrived. Could someone please get to the bottom of it? ¶ {name} | Complaint logged
call in refund | Refund for the cancelled night still hasn't come. Fed up with speaking to someone different each time. | Complaint logged
call in leader | Unhappy with the guide in {dest}: late every morning and cut {sight} short. | Complaint logged
email in leader | Our guide in {dest} | Hello, ¶ We're just back. The hotel was fine, but the guide plainly didn't want to be there and rushed us round {sight} in twenty minutes. Not what we expect from you. ¶ {name} | Complaint logged
`,
  investigated: `
note none room | Spoke to {hotel}. They admit the rooms were swapped. Sent them our confirmation and the customer's photos. |
note none delay | Got the delay letter from {airline}. They are owed compensation and their meals. |
note none transfer | Our agent out there had the wrong flight number. Our side's fault; we put it right. |
note none refund | The hotel has paid it back, but it was sitting in the supplier account. Accounts are on it. |
note none leader | Spoke to the guide, who blames the group. Two other guests back up the complaint. |
`,
  apology: `
call out | Apologised and made no excuses. Calmer by the end, but "it's what you do next that counts". | Promised an answer in two days
call out | Mostly listened, twenty minutes. Fair points, all of them. Told {him} I'm handling it myself. | Calmer
chat out | {given}, I'm so sorry this happened. I'm looking into it personally and will ring you by noon tomorrow with a straight answer. {me} |
`,
  compensation: `
call out room | {Hotel} will refund the difference and we'll add a free night in {dest} next time. | Offer made
call out delay | Got {refund} out of {airline}, paid this week, and a voucher from us towards the next trip. | Offer made
call out transfer | Taxi fare back plus {refund} for the trouble, and transfers on us next time. | Offer made
call out refund | {refund} sent today, read out the reference. Apologised for the wait; from now on {he} deals only with me. | Refund sent
email out leader | Our apologies for {dest} | Dear {given}, ¶ We have spoken to the guide and to two of your fellow travellers, and you are right. {refund} of the tour cost is on its way back to you, and that guide won't be leading until retrained. ¶ Thank you for telling us straight. ¶ {me} | Offer made
letter out | A letter of apology | Dear {honor}, ¶ What happened in {dest} was not what you trusted us for. {refund} has been returned to your account, and a travel voucher is enclosed. ¶ Yours sincerely, ¶ {manager}, {agency} | Sent recorded delivery
`,
  resolved: `
call in | Rang to say the money's in. "You did what you said you'd do, that's all I wanted." | Resolved
chat in | Refund's arrived, thank you. Honestly didn't expect you to chase it. | Resolved
call out | Checked it had come through. No hard feelings, and will be back. | Resolved
`,
  unresolved: `
call in | Turned the offer down; money doesn't give them their holiday back. Says it's going in a review. | Not resolved
chat in | That doesn't come close, I'm afraid. Please don't call again. | Not resolved
call out | Apologised again. Cool. Won't be travelling with us for the time being. | Not resolved
`,
  grudge: `
social in step1 | Commented under our {place} post: "Ask people who've actually been with them first." Replied privately and offered to talk. | Replied
note none step1 | Boss has seen the file. No marketing until {he} gets in touch; one courtesy call next month. |
call out step2 | Courtesy call. Picked up, said {he} was at work and would ring back. Didn't. | Nothing came of it
`,
  birthday: `
sms out | Happy birthday {given}! Wishing you a year full of good journeys. {agency} |
sms out | Many happy returns, {given}! 5% off your next trip for a month, from all of us at {agency}. |
sms out repeat | Another year, {given}! Happy birthday, and keep that suitcase handy. {agency} |
email out | Happy birthday, {given} | Dear {given}, ¶ Many happy returns of the day. We hope the year ahead takes you somewhere lovely. ¶ Your friends at {agency} |
call out vip | Rang to wish {him} a happy birthday. Tickled that we remembered. | Pleased
`,
  anniversary: `
sms out !memory | Happy anniversary to you and {spouseGiven}! Here's to many more journeys together. {agency} |
sms out !memory | Happy anniversary, {given}! If a weekend away for two appeals, our couples' rate is yours. {agency} |
email out !memory | Happy anniversary | Dear {given}, ¶ Happy anniversary to you and {spouseGiven}. If you fancy a quiet weekend somewhere, I've put a few ideas aside. ¶ {me} |
sms out memory | Happy anniversary {given}! A year since {memory} already. Where are you celebrating this time? {agency} |
email out memory | A year ago, {memory} | Dear {given}, ¶ Happy anniversary to you and {spouseGiven}. This time last year you were {memory}. I've put three trips for two aside for you, whenever you have a moment. ¶ {me} |
`,
  holiday: `
sms out | Merry Christmas {given}, and a happy new year of travels. With love from all at {agency} |
sms out !travelled | Season's greetings {given}! Wishing you good company now and somewhere lovely next year. {agency} |
sms out travelled | Season's greetings {given}! Thank you for travelling with us this year. {agency} |
email out !travelled | Merry Christmas from all of us | Dear {given}, ¶ Wishing you and yours a peaceful Christmas and a new year with somewhere lovely in it. ¶ Everyone at {agency} |
email out travelled | Merry Christmas from all of us | Dear {given}, ¶ Thank you for your custom this year. The shop is closed until 2 January, but the emergency line is on throughout. ¶ Have a lovely Christmas. ¶ Everyone at {agency} |
letter out vip | Christmas card | Card signed by everyone in the shop, with a tin of shortbread. | Posted
`,
  winterNight: `
sms out | Clocks going back, {given}: an extra hour in bed to dream about next year's trip. {agency} |
sms out | Hi {given}, nights drawing in? Our winter sun list is out. {agency} |
call out vip | Autumn catch-up call. All well; garden put to bed, thinking about next year already. | Kept in touch
`,
  reply: `
sms in | Thank you, how kind! |
chat in !feast | Aw, thanks for remembering 🌸 |
chat in !feast | That made my morning, thank you. |
sms in feast | Bless you, and the same to all of you. |
chat in feast | Merry Christmas to all of you! 🎄 |
`,
  offer: `
sms out | Hi {given}, {dest} for {season}: {nights} at {hotel}, {each} each. Only a few left. Reply STOP to opt out. {agency} |
sms out | Hi {given}, early booking for {season} is open: {dest} from {each} each. Reply STOP to opt out. {agency} |
email out | New for {season} | Dear {given}, ¶ This week's ideas for {season}: ¶ • {dest}, {nights}, {each} per person ¶ • {alt}, early booking price ¶ • a day out closer to home ¶ You can unsubscribe below. ¶ {agency} |
`,
  offerReply: `
web in | Followed the link to {dest} and stayed two minutes. |
call in | Saw our message. Not just now, but do ask again after the holidays. | Follow up later
chat in | How long is the {place} offer on for? We're mid house move! | Asked, didn't book
`,
  optOut: `
sms in | STOP | Taken off the text list
chat in | Could you stop the marketing texts please? Thanks. | Taken off the text list
call in | Asked us to stop the promotional texts; emails are fine. Done there and then. | Taken off the text list
`,
  referralThanks: `
call out | Rang to thank {him} for sending {referred} our way. £25 credit on the account. | Pleased
sms out | Hi {given}, thank you for recommending us to {referred}. A little something is on your account. {agency} |
chat out | {given}, {referred} came in and mentioned you. Thank you, it means a lot 🌷 |
`,
  errand: `
call in | Just a return flight to {city2} for a family do; ticketed on the spot. | Ticket issued
chat in | Hi, need to be in {city2} on Thursday, first flight if poss? | Ticket issued
call in | Two hotel nights in {city2} for a friend's visit. | Booked
call in | Do we sell insurance on its own? For {his} nephew. Issued it. | Policy issued
`,
  silent: `
call out | No answer. | No answer
call out | Engaged. Will try later on. | No answer
call out | Straight to voicemail. | No answer
`,
  followUp: `
call out | Chased the {place} quote. Haven't decided. | Waiting to hear
sms out | Hi {given}, your {place} quote is good until {until}. Any questions, just ask. {agency} |
chat out | Hi {given}, any thoughts on {dest}? If the dates or budget have changed, tell me and I'll start again. |
email out | {Dest}: any thoughts? | Dear {given}, ¶ Just wondering how you felt about {dest}. {Alt} would come in at about the same, if that helps. ¶ {me} |
`,
  declined: `
call in price | Can't stretch to it this year. Perhaps next. | Lost: price
call out price | Found it cheaper on some website. Mentioned financial protection, gently. | Lost: price
chat in dates | Sorry, couldn't get the time off. Another time! | Lost: dates
call out rival | Gone with {rival}; their flight was from the local airport. | Lost: competitor
chat in rival | Thanks for your help but we've booked elsewhere. | Lost: competitor
call in family | Family illness, so nothing for now. Sent our best wishes. | Lost: personal
call in visa | Put off by the visa forms. Suggested {alt}, no visa needed; thinking about it. | Lost: visa
`,
  intro: `
sms out | Hi {given}, good to meet you at the travel show. Our trips for {season} are on the website. {agency} |
email out | Good to meet you | Dear {given}, ¶ As promised at the show, our brochure for {season} is attached. I've marked the {place} page for you. ¶ {me}, {agency} |
`,
  lostNote: `
note none | Not a word since {last}. Heard {he} goes with {rival} now. |
note none | Over a year of silence. Last time, {he} thought we'd got expensive. |
note none | Number rings out and emails go unopened. Leaving it until the next show. |
`,
  winBack: `
call out | Courtesy call. Said we'd missed them and have a welcome-back price. | Will think about it
sms out | Hi {given}, we've missed you this year. 10% off to welcome you back, until the end of the month. {agency} |
email out | We've missed you | Dear {given}, ¶ It's been a while. If something about {last} wasn't right, I would honestly like to hear it. I've also put a little something aside for {season}. ¶ {me} |
`,
  winBackNo: `
call in | Thanked us, but no travel plans for now. | No
sms in | Thanks, not planning anything at the moment. |
call out | Happy with {rival}, sees no reason to change. | No
`,
  winBackYes: `
call in | "That phone call of yours stayed with me. Go on then, one more chance." | Came back
meeting in | Came in. Tea with the boss and a proper talk; wants to give us another go. | Came back
`,
  misconduct: `
note none bill step1 | Third instalment bounced. Accounts ask us to take no new booking until it's settled. |
call out bill step2 | Spoke about the bounced payment. "Next week." Third time of asking. | Broken promise
call in bill step3 | "Do you think I'm running off to Spain?" Hung up. | Got nowhere
note none rude step3 | Shouted at a colleague again, and worse. From now on the boss takes the calls. |
call in rude step1 | Abusive because the transfer was ten minutes late. Told {him} politely I'd end the call, and did. | Call ended
email in rude step2 | Shambles | You people couldn't run a bath. I'll be claiming back every penny, plus damages. |
`,
  ended: `
letter out | Closing your account | Dear {honor}, ¶ Thank you for travelling with us. We don't feel able to give you the service you expect and have decided to close your account. Everything is settled and your documents have been returned. ¶ {manager}, {agency} | Relationship ended
`,
  gift: `
note none | Reached gold in the loyalty club. Sent the card and a free airport transfer. |
letter out | Your gold card | Gold club card and a weekend bag, sent by post. | Delivered
`,
  companionPapers: `
chat in | Hi, sent over my passport details for {dest}. Is that all you need from me? | Details in
call out | Rang to finish the details for {dest}; took date of birth and dietary needs. | All in order
sms in | Hi, my details for {dest} are in your inbox. |
`,
  companionCall: `
call in | About {dest}: twin or double, and how late is breakfast? | Answered
call in | Checked the times for {dest} again and asked for seats together. | Seats together
chat in | Sorry, does {hotel} have a hairdryer and iron? Trying to pack light 😅 | Answered
call in kids | Is there anything plain for the children to eat at {hotel}, or should they bring some? | Answered
chat in | Hi, is the booking under my name or {lead}'s? Want to message the hotel. | Answered
`,
  companionThanks: `
chat in | Thank you for {dest}, we had a wonderful time. {Sight} was the highlight. |
social in | Posted {place} photos with {sight} and thanked {agency}. | Said thank you
call out | Asked how {dest} was; loved {sight}. | {score} out of 10
`,
};
