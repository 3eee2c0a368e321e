import { type Names, plain } from "./names.ts";

export const NAMES_EN: Names = {
  given: {
    she: {
      elder: plain(`
        Margaret Dorothy Patricia Brenda Sheila Maureen Pauline Barbara Joan Valerie Judith Hazel Rosemary Wendy Gillian
      `),
      middle: plain(`
        Sarah Helen Joanne Karen Alison Rachel Louise Claire Nicola Samantha Rebecca Emma Priya Amara Fiona Heather
        Siobhan Lorraine Michelle Anita Catherine Tamsin Victoria Naomi Bronwen Kirsty Mei Ruth
      `),
      young: plain(`
        Charlotte Jessica Sophie Megan Hannah Chloe Bethany Imogen Freya Zara Georgia Ellie Aisha Niamh Poppy Carys
        Leila Holly Jade Isabel
      `),
    },
    he: {
      elder: plain(
        "Brian Keith Derek Roger Malcolm Trevor Geoffrey Alan Raymond Clive Norman Barry Leonard Graham Hugh",
      ),
      middle: plain(`
        David Andrew Paul Stephen Mark Simon Richard Gareth Neil Jonathan Ian Martin Rajesh Kwame Adrian Stuart Duncan
        Patrick Robert Nigel Philip Marcus Tomasz Craig Dominic Hamish Timothy Gavin
      `),
      young: plain(`
        Thomas James Jack Oliver Joshua Callum Harry Lewis Ethan Rhys Samuel Arjun Daniel Adam Luke Finlay Toby Kofi
        Alex Nathan
      `),
    },
  },
  family: plain(`
    Smith Jones Taylor Brown Hughes Evans Thomas Roberts Walker Wright Thompson Hartley Pritchard Okafor Patel Kowalska
    Singh Nguyen Bennett Carter Mitchell Cooper Bailey Parsons Fletcher Whitfield Lockwood Ashworth Penrose Trelawney
    Morgan Griffiths Llewellyn Rees Vaughan Campbell Fraser Douglas Mackenzie Sinclair Kelly Gallagher Byrne Doherty
    Sutton Harding Holloway Pemberton Fairfax Langley Winslow Cartwright Thornton Ellery Marsden Hobbs Gould Yardley
    Bishop Abbott Chapman Dawson Foster Garner Hewitt Ingram Jarvis Kirby Lawson Mortimer Norris Osborne Palmer Quinn
    Redfern Saunders Tranter Underhill Vickers Webster Yates Adeyemi Banerjee Castellano Mensah Rahman Fernandes
    Blackwell Coleridge Dunmore Eastwood Farrow Greenslade Hollis Inskip Kersey Loxton Maddox Nettleton Orchard
    Peverell Rowntree Stanbury Tidmarsh Upton Wetherby Cavendish
  `),
  children: {
    she: ["Olivia", "Maisie", "Ivy", "Matilda", "Evie", "Florence", "Anya", "Martha", "Lottie", "Erin"],
    he: ["Noah", "Archie", "Leo", "Theo", "Alfie", "Rory", "Idris", "Jude", "Stanley", "Dylan"],
  },
};
