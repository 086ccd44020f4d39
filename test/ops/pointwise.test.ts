// Elementwise ops that are compositions, and the dtypes of integers, against PyTorch (test/golden/pointwise.py).
import { runCases } from './torchCases.ts'

runCases('pointwise')
