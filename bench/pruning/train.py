"""Trains scikit-learn's MLP on its digits, an epoch at a time, and says so as Keras does; it never heard of Tunesmith."""

import argparse

from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3, help="learning rate")
parser.add_argument("--alpha", type=float, default=1e-4, help="L2 penalty")
parser.add_argument("--units", type=int, default=64, help="units of the hidden layer")
parser.add_argument("--batch", type=int, default=32, help="size of a batch")
parser.add_argument("--epochs", type=int, default=27)
args = parser.parse_args()

X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X / 16, y, test_size=0.25, random_state=0, stratify=y)
model = MLPClassifier((args.units,), learning_rate_init=args.lr, alpha=args.alpha, batch_size=args.batch, random_state=0)
batches = -(-len(X_train) // args.batch)

for epoch in range(1, args.epochs + 1):
    print(f"Epoch {epoch}/{args.epochs}")
    model.partial_fit(X_train, y_train, classes=range(10))
    p = model.predict_proba(X_val)
    loss, accuracy = log_loss(y_val, p), model.score(X_val, y_val)
    print(f"{batches}/{batches} - 0s - loss: {model.loss_:.4f} - val_accuracy: {accuracy:.4f} - val_loss: {loss:.4f}")
