"""rensa: R-MinHash signatures of word shingles in bulk, candidates by its LSH, the estimate checked.

Full-set R-MinHash, because order must not matter to a set; 128 slots. The number of bands is that
whose curve rises at the threshold: (1 / bands) ** (bands / 128) is nearest to it.
"""
from documents import arguments, read, shingles, write
from rensa import RMinHash, RMinHashLSH

source, target, threshold = arguments()
ids, texts = read(source)
signatures = RMinHash.from_token_sets([list(shingles(text)) for text in texts], num_perm=128, seed=42)
bands = min((4, 8, 16, 32, 64), key=lambda bands: abs((1 / bands) ** (bands / 128) - threshold))
lsh = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=bands)
pairs = []
for at, signature in enumerate(signatures):
    for other in lsh.query(signature):
        if signature.jaccard(signatures[other]) >= threshold:
            pairs.append((other, at))
    lsh.insert(at, signature)
write(target, ids, pairs)
