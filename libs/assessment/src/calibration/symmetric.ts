/**
 * Inverse of a symmetric positive definite matrix (row-major, size x size) by Cholesky's decomposition, or undefined
 * when it isn't positive definite, in which case the information it holds doesn't determine all parameters.
 */
export function invertSymmetric(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = decompose(matrix, size);
  if (!lower) return undefined;
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let unit = 0; unit < size; unit += 1) {
    column.fill(0);
    for (let i = unit; i < size; i += 1) {
      let sum = i === unit ? 1 : 0;
      for (let k = unit; k < i; k += 1) sum -= lower[i * size + k]! * column[k]!;
      column[i] = sum / lower[i * size + i]!;
    }
    for (let i = size - 1; i >= unit; i -= 1) {
      let sum = column[i]!;
      for (let k = i + 1; k < size; k += 1) sum -= lower[k * size + i]! * column[k]!;
      column[i] = sum / lower[i * size + i]!;
      inverse[i * size + unit] = inverse[unit * size + i] = column[i]!;
    }
  }
  return inverse;
}

/** Pivots below this share of their diagonal element count as zero. */
const SINGULAR = 1e-13;

function decompose(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k += 1) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > SINGULAR * Math.abs(matrix[i * size + i]!)) lower[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}
