/** Invented reports about invented places. Each shows something else. */
export const EXAMPLES: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: "A toll and its parts",
    text: "A doctor told the Harbour News Agency that at least 12 people, including two children, were killed when shells hit a market in Riverton on Tuesday. Another 30 people were wounded, seven of them seriously, the doctor said. The health ministry of Northland said on Wednesday that the death toll had risen to 14.\n\nMore than 340 civilians have been killed in the region since April, according to the ministry.",
  },
  {
    name: "Two sides and a denial",
    text: "Northland's defence ministry said on Friday that at least 40 Southland soldiers, including a colonel, were killed near Alder Pass. Southland's army denied this and told the Harbour News Agency that nine of its soldiers were killed and 21 wounded. The army also said that 26 Northland soldiers had died.\n\nNorthland's ministry confirmed the deaths of three soldiers. A monitoring group said there were no civilian casualties.",
  },
  {
    name: "Numbers that are not claims",
    text: "Fairhaven's army said it had destroyed 12 tanks and three drones about 40 km east of the city. Some 2,000 troops are stationed there, and the government has spent $150 million on the border since 2021.\n\nDozens of people were wounded in a blast on Monday, the mayor said. Up to 20 miners are still missing, according to the mining company. A relief group warned that hundreds of people could be killed if the fighting reaches the city.",
  },
];
