package org.yanqian.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanqian.ledger.SharedVectors;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.sign.Suite;

class ProofsTest {
    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyInclusionProofUpTo40LeavesEqualsTheDefinitionAndChecks(Suite suite) {
        List<byte[]> hashes = Naive.leafHashes(suite, 40);
        HashReader reader = Naive.store(suite, hashes);
        for (int size = 1; size <= 40; size++) {
            List<byte[]> tree = hashes.subList(0, size);
            byte[] root = Naive.root(suite, tree);
            assertThat(Proofs.root(suite, size, reader)).isEqualTo(root);
            for (int i = 0; i < size; i++) {
                List<byte[]> proof = Proofs.inclusion(suite, size, i, reader);
                assertThat(proof).containsExactlyElementsOf(Naive.path(suite, i, tree));
                assertThat(included(suite, hashes.get(i), i, size, proof, root)).isTrue();
                for (int j = 0; j <= size; j++) {
                    assertThat(included(suite, hashes.get(i), j, size, proof, root))
                            .isEqualTo(i == j);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void everyConsistencyProofUpTo40LeavesEqualsTheDefinitionAndChecks(Suite suite) {
        List<byte[]> hashes = Naive.leafHashes(suite, 40);
        HashReader reader = Naive.store(suite, hashes);
        for (int size = 1; size <= 40; size++) {
            byte[] root = Naive.root(suite, hashes.subList(0, size));
            for (int old = 1; old <= size; old++) {
                byte[] oldRoot = Naive.root(suite, hashes.subList(0, old));
                List<byte[]> proof = Proofs.consistency(suite, old, size, reader);
                assertThat(proof)
                        .containsExactlyElementsOf(
                                Naive.subproof(suite, old, hashes.subList(0, size), true));
                assertThat(consistent(suite, old, size, oldRoot, root, proof)).isTrue();
                assertThat(consistent(suite, old + 1, size, oldRoot, root, proof)).isFalse();
            }
        }
    }

    @Property(tries = 300)
    void anyChangeToAProofIsRefused(
            @ForAll Suite suite,
            @ForAll @IntRange(min = 2, max = 300) int size,
            @ForAll @IntRange(min = 1, max = 299) int pick,
            @ForAll @IntRange(min = 0, max = 255) int bit) {
        int old = 1 + pick % (size - 1);
        List<byte[]> hashes = Naive.leafHashes(suite, size);
        HashReader reader = Naive.store(suite, hashes);
        byte[] root = Naive.root(suite, hashes);
        byte[] oldRoot = Naive.root(suite, hashes.subList(0, old));
        List<byte[]> inclusion = Proofs.inclusion(suite, size, old, reader);
        List<byte[]> consistency = Proofs.consistency(suite, old, size, reader);
        assertThat(included(suite, hashes.get(old), old, size, inclusion, root)).isTrue();
        assertThat(consistent(suite, old, size, oldRoot, root, consistency)).isTrue();
        for (List<byte[]> wrong : mangled(inclusion, bit)) {
            assertThat(included(suite, hashes.get(old), old, size, wrong, root)).isFalse();
        }
        for (List<byte[]> wrong : mangled(consistency, bit)) {
            assertThat(consistent(suite, old, size, oldRoot, root, wrong)).isFalse();
        }
        assertThat(included(suite, flip(hashes.get(old), bit), old, size, inclusion, root))
                .isFalse();
        assertThat(included(suite, hashes.get(old), old, size, inclusion, flip(root, bit)))
                .isFalse();
        assertThat(consistent(suite, old, size, flip(oldRoot, bit), root, consistency)).isFalse();
        assertThat(consistent(suite, old, size, oldRoot, flip(root, bit), consistency)).isFalse();
    }

    @Test
    void aNodeNeverPassesForALeaf() {
        List<byte[]> hashes = Naive.leafHashes(Suite.INTL, 4);
        HashReader reader = Naive.store(Suite.INTL, hashes);
        byte[] root = Naive.root(Suite.INTL, hashes);
        byte[] left = reader.hash(1, 0);
        byte[] right = reader.hash(1, 1);

        // An inner node offered as leaf 0 of a smaller tree with the same root does check: sizes
        // come from the signed checkpoint. In the tree of four it does not.
        assertThat(included(Suite.INTL, left, 0, 4, List.of(right), root)).isFalse();
        byte[] joined = new byte[64];
        System.arraycopy(left, 0, joined, 0, 32);
        System.arraycopy(right, 0, joined, 32, 32);
        assertThat(TreeHash.leaf(Suite.INTL, joined)).isNotEqualTo(root);
    }

    @Test
    void sizesBeyondReasonAreRefusedWithoutWork() {
        byte[] hash = new byte[32];
        assertThat(included(Suite.INTL, hash, Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(), hash))
                .isFalse();
        assertThat(included(Suite.INTL, hash, -1, Long.MAX_VALUE, List.of(), hash)).isFalse();
        assertThat(included(Suite.INTL, hash, 0, -1, List.of(), hash)).isFalse();
        assertThat(consistent(Suite.INTL, -1, 5, hash, hash, List.of())).isFalse();
        assertThat(consistent(Suite.INTL, 0, 5, hash, hash, List.of())).isFalse();
        assertThat(consistent(Suite.INTL, 0, 0, hash, hash, List.of())).isFalse();
        assertThatThrownBy(() -> Proofs.inclusion(4, 4, (l, i) -> hash))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Proofs.consistency(5, 4, (l, i) -> hash))
                .isInstanceOf(AssertionError.class);
        assertThat(Proofs.consistency(0, 4, (l, i) -> hash)).isEmpty();
    }

    @Test
    void theProofsOfTheWellKnownTreeOfEight() {
        // Inputs and proofs that RFC 6962 implementations publish as test data.
        List<byte[]> leaves = new ArrayList<>();
        for (String data :
                "|00|10|2021|3031|40414243|5051525354555657|606162636465666768696a6b6c6d6e6f"
                        .split("\\|")) {
            leaves.add(TreeHash.leaf(Suite.INTL, Hex.parse(data)));
        }
        HashReader reader = Naive.store(Suite.INTL, leaves);
        assertThat(Proofs.inclusion(8, 0, reader).stream().map(Hex::format))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(Proofs.consistency(6, 8, reader).stream().map(Hex::format))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void allInclusionVectorsAgree() {
        for (Map<String, Object> c : cases("merkle-inclusion.json")) {
            boolean found =
                    included(
                            Suite.INTL,
                            bytes(c.get("leafHash")),
                            size(c.get("leafIdx")),
                            size(c.get("treeSize")),
                            proof(c.get("proof")),
                            bytes(c.get("root")));
            assertThat(found).as("%s", c.get("name")).isNotEqualTo(c.get("wantErr"));
        }
    }

    @Test
    void allConsistencyVectorsAgree() {
        for (Map<String, Object> c : cases("merkle-consistency.json")) {
            boolean found =
                    consistent(
                            Suite.INTL,
                            size(c.get("size1")),
                            size(c.get("size2")),
                            bytes(c.get("root1")),
                            bytes(c.get("root2")),
                            proof(c.get("proof")));
            assertThat(found).as("%s", c.get("name")).isNotEqualTo(c.get("wantErr"));
        }
    }

    private static List<Map<String, Object>> cases(String name) {
        List<Map<String, Object>> cases =
                SharedVectors.list(SharedVectors.object(name).get("cases"));
        assertThat(cases).hasSizeGreaterThan(90);
        return cases;
    }

    private static long size(Object number) {
        return number instanceof BigInteger big ? big.longValue() : (Long) number;
    }

    private static byte[] bytes(Object base64) {
        return base64 == null ? new byte[0] : Base64.getDecoder().decode((String) base64);
    }

    private static List<byte[]> proof(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(ProofsTest::bytes).toList();
    }

    private static boolean included(
            Suite suite, byte[] leaf, long index, long size, List<byte[]> proof, byte[] root) {
        return Proofs.checkInclusion(suite, leaf, index, size, proof, root);
    }

    private static boolean consistent(
            Suite suite, long old, long size, byte[] oldRoot, byte[] root, List<byte[]> proof) {
        return Proofs.checkConsistency(suite, old, size, oldRoot, root, proof);
    }

    private static byte[] flip(byte[] hash, int bit) {
        byte[] copy = hash.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }

    private static List<List<byte[]>> mangled(List<byte[]> proof, int bit) {
        List<List<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<byte[]> flipped = new ArrayList<>(proof);
            flipped.set(i, flip(proof.get(i), bit));
            all.add(flipped);
            List<byte[]> shorter = new ArrayList<>(proof);
            shorter.remove(i);
            all.add(shorter);
            List<byte[]> longer = new ArrayList<>(proof);
            longer.add(i, proof.get(i));
            all.add(longer);
            List<byte[]> cut = new ArrayList<>(proof);
            cut.set(i, java.util.Arrays.copyOf(proof.get(i), 31));
            all.add(cut);
        }
        List<byte[]> longer = new ArrayList<>(proof);
        longer.add(new byte[32]);
        all.add(longer);
        return all;
    }
}
