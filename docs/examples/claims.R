address <- c(commandArgs(trailingOnly = TRUE), "http://localhost:4000")[1]
claims <- read.csv(paste0(address, "/export/claims.csv?harm=KILLED&event=clashes-september-2020"), encoding = "UTF-8")
claims$claimant_name[claims$claimant_name == ""] <- "Nobody named"
cat(paste(claims$claimant_name, claims$label, claims$licence, sep = " | "), sep = "\n")
