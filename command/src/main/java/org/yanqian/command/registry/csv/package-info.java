/**
 * A bureau's registry file as rows: bytes in, rows and problems out, no I/O and no clock. Columns as
 * in the national registry form (检查对象名录库, 检查人员名录库) with Chinese headers in any order. Row 1 is
 * the header, so the first data row is 2; row 0 stands for the file as a whole.
 *
 * <p>Example: a row whose 监管类别 is {@code 重奌} is not among the good rows, and the problems hold
 * {@code RowProblem(2, "监管类别", "重奌", "UNKNOWN_CLASS", ERROR, …)}.
 */
package org.yanqian.command.registry.csv;
