import type { TravelBeat } from "./stories-fa.ts";

/** A traveller's way from the first question to the journey home. */
export const STORIES_EN: Record<TravelBeat, string> = {
  imported: `
note none | One of our old regulars, copied over from the card index. Been with us to {past} and {past2}. {Wish}. |
note none | Brought across from the old spreadsheet. Travelled to {past} with us, always pays on the nail. {Wish}. |
note none | Has booked with us for years and still talks about {past}. Handwritten on the old file: "{Wish}." |
`,
  fair: `
note none | Picked up {his} card at the travel show. Thinking about {dest} for {season}, {party}. |
note none | Filled in the prize draw at the travel show and put {dest} as dream destination. Happy for us to ring next week. |
meeting in | Stopped at our stand at the travel show for a good ten minutes, all questions about {dest}. Took a brochure. | Left a number
`,
  enquiry: `
call in first !referred !fair | [After a price for/Ringing round about] {dest} for {season}, {party}. {Wish}. Promised two hotels with prices by tomorrow. | Wants a quote
call in first !referred !fair | First time calling. Has {dest} in mind for {season}, about {nights}, {party}. Wanted to know what is and isn't included. | Wants a quote
call in first !referred !fair air | Asked about {dest} for {season}; {party}. Usually books online, got stung last year and wants a human being this time. {Wish}. | Wants a quote
call in first referred | {referrer} told {him} to ring us. {Dest} for {season}, {party}. {Wish}. | Wants a quote
call in first referred | Got our number from {referrer}, who says we sort everything. Looking at {dest} for {season}, {party}. | Wants a quote
chat in first referred | Hi, {referrer} passed on your number! Do you do {dest} for {season}? {Party}. {ask}. |
meeting in first referred | Came in on {referrer}'s recommendation. {Dest} for {season}, {party}. {Wish}. | Wants a quote
call out fair | Followed up the travel show card. Remembered us and was pleased we'd bothered. {Dest} for {season}, {party}, about {nights}. {Wish}. | Wants a quote
call out fair | Rang after the show. Serious about it: {dest}, {season}, {party}. Asked if the show offer still stands. | Wants a quote
social in first !referred !fair | Hiya, saw your {place} reel. Anything left for {season}? {Party}. Rough price? | Instagram message
social in first !referred !fair | That {place} post 😍 Could you send me details for {season}? {Party}. | Instagram message
social in first !referred !fair | Hello! Looking at {dest} for {season}, about {nights}. {Party}. {ask}. Thanks x | Instagram message
form in first !referred !fair | Enquiry: {dest} | Where: {dest} ¶ When: {season}, {nights} ¶ Who: {party} ¶ Anything else: {ask}. |
form in first !referred !fair | Request a call back | Thinking of {dest} for {season}. {Party}. Best after 4pm. ¶ {ask}. |
email in first !referred !fair | {Dest} for {season} | Hello, ¶ We're thinking of {dest} for {season} ({party}, around {nights}). Could you send some options and prices? {ask}. ¶ Many thanks, ¶ {name} |
call in again | Back again; {asked} came to nothing. {Dest} for {season} this time, {party}. {Wish}. | Wants a quote
chat in again | Hi, I asked about {asked} a while ago and it didn't happen. Anything for {dest}, {season}? {Party}. |
form in again | Enquiry: {dest} | Second time lucky, I hope: we never made it to {asked}. {Dest} for {season}, {party}. {ask}. |
meeting in first couple | Came in together on {his} lunch break. Torn between {dest} and {alt} for {season}; sent them off with both brochures. {Wish}. | Want a quote
meeting in first | Popped in on the off chance. {Dest} for {season}, {party}. {Wish}. Had a cup of tea and a good look at the hotel photos. | Wants a quote
call in repeat smooth | Ringing about {season}: {dest} this time, {party}. Loved {last} and wants it just as painless. | Wants a quote
call in repeat | [First to call, as ever/Right on cue]: {dest} for {season}, {party}. Reminded me: {wish}. | Wants a quote
call in repeat kids smooth | The children have been asking since {last}. {Dest} for {season}, {party}. The pool matters more than the hotel, apparently. | Wants a quote
chat in repeat | Hello again! Itchy feet 😊 What have you got for {dest}, {season}? {Party}. |
chat in repeat smooth | Hi, it's us again. {Dest} for {season}, about {nights}, {party}. {ask}. |
email in repeat smooth | {Season}: over to you | Hi there, ¶ After {last} we wouldn't go anywhere else. Could you put something together for {dest}, {party}, for {season}? ¶ Best wishes, ¶ {name} |
meeting in repeat recent smooth | Dropped in with a box of biscuits from {last}. Wants {dest} for {season}, {party}. | Wants a quote
`,
  anniversaryEnquiry: `
call in | Their wedding anniversary is {anniversary} and {he} wants to surprise {spouse}. {Dest}, just the two of them. Not to ring the house! | Wants a quote
chat in | Top secret: {anniversary} is our anniversary and I'd like to take {spouseGiven} to {dest}. Please only message me on this number 🤫 |
chat in repeat smooth | Hello! Just the two of us this time: {dest} for our anniversary, about {nights}. Somewhere as nice as {last}, please. |
meeting in | Came in alone so that {spouse} wouldn't find out. Anniversary on {anniversary}; {dest} for two. | Wants a quote
`,
  browsed: `
web in | Opened the {place} page [twice/three times/four times] and downloaded the price list. |
web in | Came in from the newsletter; compared {dest} with {alt}. |
web in | Read "Pay monthly", then the {place} page. |
`,
  proposal: `
email out air | {Dest}: two ideas | Dear {given}, ¶ Lovely to hear from you. Two options for {dest}: ¶ 1) {finer}, {nights} with breakfast, {finerEach} per person ¶ 2) {simpler}, same dates, {simplerEach} per person ¶ Both with {airline}, out {date} at {hour}, back {back}. I can hold these until {until}. ¶ Warm regards, ¶ {me}, {agency} | Quote sent
chat out air | Hi {given}, for {dest} I'd go for {finer}: {nights} from {date} with {airline}, {finerEach} each. If you'd rather spend it on dinner, {simpler} is {simplerEach}. Photos to follow. | Quote sent
call out air | Talked through the options: {finer} at {finerEach} each or {simpler} at {simplerEach}; out {date}, back {back}. Asked me to put it in a text. | Quote given
email out air anniversary | A little escape to {dest} | Dear {given}, ¶ For your anniversary I've found {hotel}: {nights} from {date}, {each} per person. I've asked them for flowers in the room and a quiet table on the night itself. ¶ Your secret is safe with us. ¶ {me} | Quote sent
chat out road | Hi {given}, {dest}: {nights} at {hotel}, by coach from outside our door on {date}, breakfast and all visits included. {each} each. Held until {until}. | Quote sent
email out road | Your {place} itinerary | Dear {given}, ¶ Day-by-day plan for {dest} attached: leaving {date}, back {back}, staying at {hotel}. {each} per person with guide and insurance. ¶ {me}, {agency} | Quote sent
call out road | Ran through {dest}: off on {date}, {nights} at {hotel}, {each} each. Will talk to the others. | Quote given
`,
  doubt: `
call in money | {total} is a bit more than they'd hoped. Asked if there's anything we can do. | Asked for a discount
chat in money | Thanks for this. I've seen {hotel} for less online. How close can you get? |
chat in money kids | It does add up with the children. Any free child places? |
chat in family !anniversary | Looks great, thank you. Need to run it past the family, will let you know tomorrow. |
call in family couple !anniversary | {Spouse} can't choose between {dest} and {alt}. Deciding over the weekend. | Thinking it over
call in dates | Asked whether they could leave two days later; annual leave not signed off yet. | Asked for other dates
chat in dates air | Is the flight back a late one? I'm at work the next morning. Anything earlier? |
`,
  answer: `
call out money air | Had a word with the boss: we'll throw in the airport transfers and lounge. That swung it, deposit on its way. | Happy with that
call out money road | Had a word with the boss: lunch on the first day is on us. That got a laugh and a yes. | Happy with that
call out money instalments | Suggested spreading it over three payments. Much easier for them. | Will pay in instalments
chat out money air | Hi {given}, that really is the best price for that room. But let me add a [walking tour/lunch on the first day] on us. The cheaper ones you see usually leave out bags and transfers. |
chat out money road | Hi {given}, that really is the best price: the cheaper ones leave out the guide and the insurance. But the first museum is on us. |
call out family | Asked how they were getting on. It's {dest}, and they've fallen for {hotel}. | Sounding keen
sms out family | Hi {given}, your places for {dest} are held until {until}. Any questions, give us a ring. {agency} |
call out dates | Two days later is full, so kept {date} at {hour} for them. Leave has come through. | Keeping the date
chat out dates | Hi {given}, checked with {airlineOrBus}: {date} is the best timing, and you'd be home {back} in time for work. |
`,
  booking: `
call in | Going ahead: {hotel}, {nights} from {date}. Paid the {deposit} deposit by card over the phone. | Booked
call in | {Dest} is a yes. {Party}. Took {deposit} deposit and confirmed the hotel while we spoke. | Booked
meeting in !instalments | Came in to sign. {Dest}, {date} to {back}, {party}. {deposit} deposit on the card machine. | Booked
meeting in kids !instalments | Whole family came in to book {dest}. {deposit} deposit paid; the children chose their own luggage tags. | Booked
chat in | Hi, yes please to {dest}! Just sent {deposit} by transfer, screenshot below. | Deposit received
chat in couple !anniversary | {spouseGiven}'s on board 😄 We'll have {hotel}. {deposit} paid just now. | Deposit received
email in | Yes to {dest} | Hello, ¶ We'd like to go ahead with {dest} on {date}. Deposit of {deposit} sent this morning. ¶ Kind regards, ¶ {name} | Deposit received
meeting in instalments | Signed for {dest}: {deposit} today and the rest by direct debit in three payments. Leaving {date}. | Booked, paying monthly
`,
  contract: `
email out instalments | Your booking is confirmed: {dest} | Dear {given}, ¶ It's official! {hotel}, {nights}, {date} to {back}, {party}. ¶ Total {total}, received {deposit}, and three monthly payments of {part}, the first on {due}. ¶ Your confirmation and protection certificate are attached. ¶ {agency} |
sms out instalments | Hi {given}, {dest} is booked. {Hotel}, {nights} from {date}. Deposit {deposit} received; three payments of {part}, the first on {due}. {agency} |
email out !instalments | Your booking is confirmed: {dest} | Dear {given}, ¶ It's official! {Hotel}, {nights}, {date} to {back}, {party}. ¶ Total {total}, received {deposit}, balance {rest} due {due}. ¶ Your confirmation and protection certificate are attached. ¶ {agency} |
sms out !instalments | Hi {given}, {dest} is booked. {Hotel}, {nights} from {date}. Deposit {deposit} received, balance {rest} due {due}. {agency} |
chat out !instalments | All booked, {given}! Confirmation for {hotel} attached. {rest} left to pay, no rush, due {due}. |
`,
  papersAsked: `
chat out abroad | Hi {given}, could you send me a photo of everyone's passport page for the airline? They need six months left after {back}. |
sms out abroad | Hi {given}, we still need passport details for {dest}. A photo of each is fine. {agency} |
call out abroad | Rang about passports. Will dig them out this weekend. Reminded {him} about the six-month rule. |
email out visa | Your visa for {dest} | Dear {given}, ¶ For the visa we need: a scan of each passport, one photo on a white background, and the short form attached. Send them as and when, they needn't come together. ¶ {me} |
sms out home !kids | Hi {given}, could you text us the full names and ages for the {place} rooming list? {agency} |
chat out home kids | Hi {given}, just need names and ages for {dest}, and whether you'd like a cot or an extra bed. |
chat out home | Hi {given}, rooming list time! Full names for {dest}, any allergies, and who's sharing with whom. |
`,
  papersSent: `
chat in abroad | Passports attached, can you read them all right? | Details in
chat in home | Names below. No allergies, just fussy 😂 | Details in
email in abroad | Passports for {dest} | Hi, scans attached. Shout if anything's missing. ¶ {name} | Details in
note none abroad couple | {Spouse}'s passport had under six months on it. Walked them through the one-week renewal; new one arrived in time. | All in order
meeting in | Brought everything for {dest} in by hand; scanned it while {he} waited. | All in order
note none home | Rooming list for {dest} complete and checked. | All in order
`,
  visaSubmitted: `
sms out | Hi {given}, your {place} visa applications went in today. Usually ten working days. {agency} |
chat out | Good news {given}, the visa paperwork for {dest} was spot on and it's gone off. You'll be the first to know. |
`,
  visaIssued: `
call out | Rang to say the {place} visas are through. Audible sigh of relief. | Visas granted
chat out | {given}, they're here! Visas for {dest} attached. Do check the spelling against your passports. | Visas granted
`,
  balance: `
sms out !instalments | Hi {given}, a friendly reminder: the balance for {dest}, {rest}, is due {due}. Pay by card on the usual number or by transfer. {agency} |
email out !instalments | Balance for {dest} | Dear {given}, ¶ Not long now! The balance of {rest} is due on {due}. If it's already on its way, please ignore this. ¶ {agency} |
chat out !instalments | Hi {given}, only the balance left for {dest}: {rest} by {due}. Just ping me when it's done. |
sms out instalments | Hi {given}, your next payment of {part} for {dest} will be taken on {due}. {agency} |
`,
  late: `
call out | Payment hasn't landed. Been in and out of hospital visiting, completely forgot. Will pay tomorrow. | Promised to pay
call out !instalments | Rang about the {rest}. Hit the daily transfer limit; will send the rest in the morning. | Promised to pay
call out | No answer. Left a message that we can only hold the places till noon tomorrow. | Left a message
sms out !instalments | Hi {given}, the {place} balance is now overdue. Please give us a ring today so we don't lose your places. {agency} |
`,
  paid: `
chat in !instalments late | {rest} sent, sorry for the delay! | Paid in full
chat in !instalments !late | {rest} sent just now, receipt below. | Paid in full
chat in instalments | This month's payment has gone through, I think? | Instalment received
note none !instalments | Balance of {rest} received; {dest} paid in full. | Paid in full
chat in !instalments | Just paid the rest. Are we all square? | Paid in full
note none instalments | Instalment of {part} collected. Two on the schedule, accounts have it. | Instalment received
call in air !instalments | Paid over the phone and double-checked the flight times while {he} was on. | Paid in full
`,
  question: `
call in abroad | How much cash to take and where to change it. Not the airport! Gave {him} the two places near the hotel. | Answered
call in air | Baggage question: 20 kilos each and one small bag on board. | Answered
chat in abroad | Will our phones work out there or do we need a SIM? And is the hotel wifi any good? | Answered
chat in | What's the weather like in {dest} then? Do we need coats? | Answered
call in kids | Worried about one of the children getting ill away. Went through the insurance and the hotel's on-call doctor. | Answered
chat in sea | How far is the beach from the hotel? Worth taking snorkels? | Answered
call in pilgrimage | Asked how far they walk each day; {his} knees aren't what they were. Max 14 km, and the van carries the bags. | Answered
call in culture | Asked if museum tickets are included. They are, except on the free day. | Answered
`,
  tickets: `
email out air | Your travel documents: {dest} | Dear {given}, ¶ Attached: {airline} tickets, your voucher for {hotel}, insurance and our emergency number. ¶ You fly {date} at {hour}; please be there two and a half hours before. ¶ Have a wonderful time. ¶ {me} | Documents sent
chat out air | Hi {given}, tickets and {hotel} voucher attached. Flight is {date} at {hour}. The 24-hour number is at the bottom. | Documents sent
chat out road | Hi {given}, voucher and plan for {dest} attached. Coach leaves our door {date} at {hour}; your guide's number is on page one. | Documents sent
email out road | Everything for {dest} | Dear {given}, ¶ Voucher for {hotel}, insurance and what-to-pack list attached. We leave {date} at {hour}. ¶ {agency} | Documents sent
meeting in air | Collected the {place} wallet: tickets, voucher, insurance, tags. Went through it page by page. | Documents handed over
`,
  thanks: `
chat in | Got it all, thank you so much! |
chat in | Brilliant, that's everything. Can relax now. |
sms in | All received with thanks. |
chat in repeat | Organised as always. You're a star. |
`,
  eve: `
sms out air abroad | Hi {given}, {dest} tomorrow! Flight {hour}, passports in hand. Our 24-hour line if you need us: 0117 496 0100. {agency} |
sms out air home | Hi {given}, off to {dest} tomorrow. Flight {hour}, photo ID for everyone. 24-hour line: 0117 496 0100. {agency} |
sms out road | Hi {given}, see you at {hour} tomorrow outside the shop for {dest}. Comfy shoes! {agency} |
`,
  during: `
chat in | We're here! Room is gorgeous, thank you 👌 |
chat in sea | Sunset from our balcony. Wish you were here (not really) 😂 |
call in | Room wasn't ready and they'd been in reception half an hour. Rang the hotel, got them upgraded. | Sorted
chat in kids | Can't get the kids out of the pool. Send help. |
call in abroad | Bank had blocked {his} card. Our rep dropped some cash round; will settle up when they're back. | Sorted
chat in culture | Our guide is a marvel. It's like being told a story. |
chat in pilgrimage | Blisters and blue skies. Best thing we've ever done. |
call in air | A case didn't make the flight. Chased {airline}; it reached the hotel that evening. | Sorted
`,
  howWasIt: `
call out !trouble | Rang to hear how it went. Raved about {sight}; {hotel} was spotless and quiet. | {score} out of 10
call out !trouble | Tired but happy. Said {sight} alone was worth it. Breakfast got a bit samey. | {score} out of 10
call out !trouble kids | The children are still going on about {sight}. Special thanks to the rep. | {score} out of 10
call out !trouble | Very pleased, would stay a night longer next time. Transfers ran like clockwork. | {score} out of 10
chat out !trouble | Welcome home {given}! How was {dest}? Marks out of ten? | Gave it {score}
sms out !trouble | Hi {given}, welcome home. One question: out of 10, how was {dest}? Just reply with a number. {agency} | Gave it {score}
call out trouble | Post-trip call. {Sight} was lovely, but what happened took the shine off. Waiting to hear from us. | {low} out of 10
`,
  praise: `
social in | Tagged us in a photo of {sight}: "Booked with {agency}, didn't have to think about a thing." | Thanked {him}
chat in | Just wanted to say thank you for {dest}. Everything was exactly as you said. |
social in | Commented under our {place} post: "We've just been. Faultless. Do it." | Replied
letter in | Postcard of {sight}, in {his} own hand: "Thank you for thinking of the little things." Pinned it up in the shop. |
`,
  memory: `
note none couple anniversary | Spent their wedding anniversary in {dest}; {hotel} had put flowers in the room. Remember for next year. |
note none kids first air | {child}'s first ever flight was the one to {dest}, and the pilot let {child} sit up front at the gate. Remember that. |
note none kids | {child} liked {sight} best of all. Worth a mention on the birthday card. |
note none !anniversary | For next time: {wish}. Loved {sight}. |
note none couple !anniversary | {Spouse} takes photographs and sent us two of {sight}; used one on Instagram, with permission. |
`,
};
