"""Teaches the article reader: stakes, assertion and genre of news, and what its numbers are, from readers' grades.

    python -m training.article learn --labels training/article_labels --texts TEXTS.jsonl.gz --out RUN.npz [--fold N]
    python -m training.article keep  --graded OUT.txt ... --texts ARTICLES_DIR --labels training/article_labels

A kept label names a sentence by the hash of its words and holds grades only, so the texts are looked up at learning.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.encoder import WIDTH, load_encoder
from claims.meaning import input_of
from claims.network.article_net import COUNTED, GRADES, HEADS, ROLES
from claims.text.sentences import read_body
from schemas.vocabulary import ASSERTIONS, GENRES

LETTERS = {"assertion": "apfqsdo", "role": "qnadrsio", "counted": "pcm%utg"}
NARROW, INNER, LAYERS = 128, 256, 2
