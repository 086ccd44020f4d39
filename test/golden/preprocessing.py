"""Makes preprocessing.json: what the transformers of scikit-learn 1.9 make of some rows.

    python test/golden/preprocessing.py > test/golden/preprocessing.json

A case is a class, its options in our names, rows to fit to, rows to transform, and the results. NaN and None are null.
"""
import json
import math

import numpy as np
from sklearn import preprocessing as p
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline

rng = np.random.default_rng(7)
NUMBERS = np.round(rng.normal(3, 2, (12, 3)), 3)
NUMBERS[:, 2] = 0.1
GAPS = NUMBERS.copy()
GAPS[[1, 4, 9], [0, 1, 0]] = np.nan
OTHERS = np.round(rng.normal(3, 4, (4, 3)), 3)
OTHER_GAPS = OTHERS.copy()
OTHER_GAPS[2, 1] = np.nan
COLORS = [["red", 3], ["blue", 1], ["green", 3], ["blue", 2], ["red", 3], ["violet", 1], ["blue", 3]]
MORE = [["blue", 1], ["green", 3], ["red", 2]]
UNKNOWN = [["blue", 7], ["black", 3]]


def plain(x):
    x = x.toarray() if hasattr(x, "toarray") else x
    x = x.tolist() if hasattr(x, "tolist") else x
    if isinstance(x, list):
        return [plain(v) for v in x]
    if isinstance(x, float) and math.isnan(x):
        return None
    return x


def objects(rows):
    return np.array(rows, dtype=object)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


VALUES = {"use_encoded_value": "useEncodedValue", "most_frequent": "mostFrequent", "if_binary": "ifBinary",
          "infrequent_if_exist": "infrequentIfExist"}


def case(kind, options, fit, rows, inverse=True):
    made = kind(**options)
    made.fit(fit)
    out = made.transform(rows)
    ours = {camel(k): VALUES.get(v, v) if isinstance(v, str) else v for k, v in options.items() if k != "dtype"}
    entry = {"kind": kind.__name__, "options": ours, "fit": plain(fit), "rows": plain(rows), "out": plain(out)}
    if inverse:
        entry["inverse"] = plain(made.inverse_transform(out))
    if hasattr(made, "get_feature_names_out") and kind is not p.LabelEncoder:
        entry["names"] = [name.replace("_infrequent_sklearn", "_infrequent") for name in
                          made.get_feature_names_out([f"c{k}" for k in range(np.shape(fit)[1])]).tolist()]
    return entry


cases = [
    case(p.StandardScaler, {}, NUMBERS, OTHERS),
    case(p.StandardScaler, {}, GAPS, OTHER_GAPS),
    case(p.StandardScaler, {"with_mean": False}, NUMBERS, OTHERS),
    case(p.StandardScaler, {"with_std": False}, NUMBERS, OTHERS),
    case(p.MinMaxScaler, {}, NUMBERS, OTHERS),
    case(p.MinMaxScaler, {"feature_range": (-1, 2)}, GAPS, OTHER_GAPS),
    case(p.MinMaxScaler, {"clip": True}, NUMBERS, OTHERS, inverse=False),
    case(p.RobustScaler, {}, NUMBERS, OTHERS),
    case(p.RobustScaler, {}, GAPS, OTHER_GAPS),
    case(p.RobustScaler, {"quantile_range": (10, 80), "with_centering": False}, NUMBERS, OTHERS),
    case(p.RobustScaler, {"with_scaling": False}, NUMBERS, OTHERS),
    case(p.OneHotEncoder, {}, objects(COLORS), objects(MORE)),
    case(p.OneHotEncoder, {"handle_unknown": "ignore"}, objects(COLORS), objects(UNKNOWN)),
    case(p.OneHotEncoder, {"drop": "first"}, objects(COLORS), objects(MORE)),
    case(p.OneHotEncoder, {"drop": "if_binary"}, objects([["a", "x"], ["b", "y"], ["b", "z"]]), objects([["b", "x"], ["a", "z"]])),
    case(p.OneHotEncoder, {"max_categories": 3, "handle_unknown": "infrequent_if_exist"}, objects(COLORS), objects(COLORS + UNKNOWN), inverse=False),
    case(p.OneHotEncoder, {"min_frequency": 2, "handle_unknown": "infrequent_if_exist"}, objects(COLORS), objects(COLORS + UNKNOWN), inverse=False),
    case(p.OneHotEncoder, {"min_frequency": 0.4, "handle_unknown": "ignore"}, objects(COLORS), objects(COLORS), inverse=False),
    case(p.OneHotEncoder, {"categories": [["red", "blue", "green", "violet"], [3, 2, 1]]}, objects(COLORS), objects(MORE)),
    case(p.OrdinalEncoder, {}, objects(COLORS), objects(MORE)),
    case(p.OrdinalEncoder, {"handle_unknown": "use_encoded_value", "unknown_value": -1}, objects(COLORS), objects(UNKNOWN)),
    case(p.OrdinalEncoder, {"encoded_missing_value": 9}, objects([["a"], [np.nan], ["c"]]), objects([["c"], [np.nan], ["a"]])),
    case(p.OrdinalEncoder, {"categories": [["red", "green", "blue", "violet"], [3, 2, 1]]}, objects(COLORS), objects(MORE)),
    case(SimpleImputer, {}, GAPS, OTHER_GAPS, inverse=False),
    case(SimpleImputer, {"strategy": "median"}, GAPS, OTHER_GAPS, inverse=False),
    case(SimpleImputer, {"strategy": "most_frequent"}, np.round(GAPS), OTHER_GAPS, inverse=False),
    case(SimpleImputer, {"strategy": "constant", "fill_value": -1}, GAPS, OTHER_GAPS, inverse=False),
    case(SimpleImputer, {"add_indicator": True}, GAPS, OTHER_GAPS),
    case(p.LabelEncoder, {}, ["dog", "cat", "dog", "eel"], ["eel", "cat"]),
    case(p.LabelEncoder, {}, [30, 10, 20, 10], [20, 30]),
]

table = objects([[1.5, "a", 3], [np.nan, "b", 4], [4.5, None, 5], [3.0, "b", 9]])
numbers = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", p.StandardScaler())])
columns = ColumnTransformer(
    [("numbers", numbers, [0]), ("categories", p.OneHotEncoder(handle_unknown="ignore"), [1])], remainder="passthrough"
)
joined = plain(columns.fit_transform(table).astype(float))
print(json.dumps({"cases": cases, "table": plain(table), "joined": joined}, allow_nan=False))
