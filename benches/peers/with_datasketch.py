"""datasketch: MinHash signatures of word shingles, candidates by LSH, then the estimate checked.

As its documentation has it: `MinHash.bulk` and `MinHashLSH` with 128 permutations; LSH alone gives
candidates, so the estimated Jaccard of each is compared with the threshold.
"""
from datasketch import MinHash, MinHashLSH
from documents import arguments, read, shingles, write

source, target, threshold = arguments()
ids, texts = read(source)
sets = ([shingle.encode() for shingle in shingles(text)] for text in texts)
signatures = MinHash.bulk(sets, num_perm=128)
lsh = MinHashLSH(threshold=threshold, num_perm=128)
pairs = []
for at, signature in enumerate(signatures):
    for other in lsh.query(signature):
        if signature.jaccard(signatures[other]) >= threshold:
            pairs.append((other, at))
    lsh.insert(at, signature)
write(target, ids, pairs)
