/**
 * What leaves the house: the auditor's export folder and the public draw bundle, a writer and a
 * reader of each (SPEC sections "Export folder" and "Draw bundle").
 *
 * <pre>{@code export/
 *   checkpoint                        the latest signed note with its cosignatures
 *   checkpoints/000000000042          every stored cosigned checkpoint, by size
 *   tile/0/000.p/42                   C2SP hash tiles
 *   tile/entries/000.p/42             C2SP entry bundles
 *   draws/weihai.huancui_2026_1.json  {"drawId":"…","key":"<K in hex>"}
 *   lists/<suite hash>                lists that events name by their hash
 *   manifest                          {"content":{"export":"yanqian/1",…},"signature":{…}}}</pre>
 */
package org.yanqian.ledger.bundle;
