"""scikit-learn: cosine of TF-IDF vectors of words (K = 1) or word shingles (K = 5), every pair.

Rows are of length 1, so that a product of sparse matrices is the cosine; it is taken in blocks of
rows, and of each only what reaches the threshold is kept.
"""
import os

import numpy
from documents import arguments, read, write
from sklearn.feature_extraction.text import TfidfVectorizer

BLOCK = 256
k = int(os.environ.get("TFIDF_K", "1"))
source, target, threshold = arguments()
ids, texts = read(source)
vectors = TfidfVectorizer(
    ngram_range=(k, k), token_pattern=r"\w+", sublinear_tf=True, min_df=2, dtype=numpy.float32
).fit_transform(texts)
transposed = vectors.T.tocsr()
pairs = []
for start in range(0, len(ids), BLOCK):
    products = (vectors[start : start + BLOCK] @ transposed).tocoo()
    kept = products.data >= threshold
    rows, columns = products.row[kept] + start, products.col[kept]
    later = columns > rows
    pairs.extend(zip(rows[later].tolist(), columns[later].tolist()))
write(target, ids, pairs)
