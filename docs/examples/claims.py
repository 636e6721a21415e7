import csv, sys, urllib.request

address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:4000"
with urllib.request.urlopen(f"{address}/export/claims.csv?harm=KILLED&event=clashes-september-2020") as file:
    for claim in csv.DictReader(line.decode() for line in file):
        print(claim["claimant_name"] or "Nobody named", claim["label"], claim["licence"], sep=" | ")
