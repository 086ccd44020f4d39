// Reductions over dimensions, their dtypes and corners, against PyTorch (test/golden/reductions.py).
import { runCases } from './torchCases.ts'

runCases('reductions')
