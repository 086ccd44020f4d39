// Reductions over dimensions, their dtypes and corners, against PyTorch (test/golden/reductions.py).
import { runFamily } from './family.ts'

runFamily('reductions')
