"""Trains a small network with Keras on scikit-learn's digits, and prints what Keras prints; it never heard of Tunesmith."""

import argparse

import keras
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3, help="learning rate")
parser.add_argument("--alpha", type=float, default=1e-4, help="L2 penalty")
parser.add_argument("--units", type=int, default=64, help="units of the hidden layer")
parser.add_argument("--batch", type=int, default=32, help="size of a batch")
parser.add_argument("--epochs", type=int, default=27)
args = parser.parse_args()

keras.utils.set_random_seed(0)
X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X / 16, y, test_size=0.25, random_state=0, stratify=y)
penalty = keras.regularizers.L2(args.alpha)
hidden = keras.layers.Dense(args.units, activation="relu", kernel_regularizer=penalty)
model = keras.Sequential([keras.Input((64,)), hidden, keras.layers.Dense(10, activation="softmax")])
model.compile(keras.optimizers.Adam(args.lr), "sparse_categorical_crossentropy", metrics=["accuracy"])
data = {"validation_data": (X_val, y_val), "batch_size": args.batch, "epochs": args.epochs}
model.fit(X_train, y_train, verbose=2, **data)
