package org.yanqian.verifier.check;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yanqian.ledger.CodedException;
import org.yanqian.ledger.bundle.DrawBundle;
import org.yanqian.ledger.bundle.SignedDocument;
import org.yanqian.ledger.codec.CanonicalJson;
import org.yanqian.ledger.codec.Hex;
import org.yanqian.ledger.codec.Json;
import org.yanqian.ledger.codec.RecordCodec;
import org.yanqian.ledger.event.DrawEvent;
import org.yanqian.ledger.event.EventData;
import org.yanqian.ledger.event.PublicationEvent.DrawnListPublished;
import org.yanqian.ledger.event.PublicationEvent.ResultPublished;
import org.yanqian.ledger.sign.Suite;

/**
 * What an auditor saved of what the public was shown, by what it is and not by what it is called: a
 * draw's page, its bundle, its list of sites or of labels, a page of results (SPEC section 13.13).
 * Every one must be what the ledger says; what the ledger says was shown and is not here is named.
 */
final class PublishedFiles {
    private static final List<String> OF_RESULT =
            List.of("announcement", "close", "seed", "selectionRoot", "assignmentRoot");

    /** One thing that was shown and has not yet been found in the ledger. */
    private record Shown(String path, Object content) {}

    private final Suite suite;
    private final Map<String, String> listsByHash = new TreeMap<>();
    private final Map<String, List<Shown>> drawsById = new TreeMap<>();
    private final Map<Long, List<Shown>> resultsByIndex = new TreeMap<>();
    private final Map<Long, List<Shown>> entriesByIndex = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final Map<String, Long> missing = new TreeMap<>();

    private PublishedFiles(Suite suite) {
        this.suite = suite;
    }

    /** Every file below the folder. Throws {@code UNREADABLE}. */
    static PublishedFiles read(Path folder, Suite suite) {
        PublishedFiles files = new PublishedFiles(suite);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CodedException("UNREADABLE", "cannot read " + folder, e);
        }
        return files;
    }

    private void add(String path, byte[] bytes) {
        // A copy of the static folder may lie here; its tree is for the commands made for it.
        if (path.equals("checkpoint") || path.startsWith("tile" + File.separator)) {
            return;
        }
        try {
            if (DrawBundle.isRecognised(bytes)) {
                bundle(path, bytes);
            } else {
                page(path, bytes, Json.readObject(bytes));
            }
        } catch (CodedException e) {
            unknown.add(path + ": " + e.getMessage());
        }
    }

    private void bundle(String path, byte[] bytes) {
        for (DrawBundle.ProvenEntry e :
                DrawBundle.parse(SignedDocument.read(bytes).content()).entries()) {
            put(entriesByIndex, e.index(), new Shown(path, CanonicalJson.format(e.entry())));
        }
    }

    private void page(String path, byte[] bytes, Map<String, Object> page) {
        if (page.get("items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> result && result.get("idx") instanceof Long index) {
                    put(resultsByIndex, index, new Shown(path, result));
                }
            }
        } else if (page.get("drawHash") instanceof String
                && page.get("drawId") instanceof String id) {
            put(drawsById, id, new Shown(path, page));
        } else if (page.containsKey("sites") || isLabels(page)) {
            listsByHash.put(Hex.format(suite.hash(bytes)), path);
        } else {
            unknown.add(path);
        }
    }

    private static boolean isLabels(Map<String, Object> page) {
        return !page.isEmpty()
                && page.values().stream()
                        .allMatch(v -> v instanceof String s && s.matches("[0-9a-f]{64}"));
    }

    private static <K> void put(Map<K, List<Shown>> map, K key, Shown shown) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(shown);
    }

    /** Compares what was shown of this entry. */
    void entry(Item item, Check check) {
        for (Shown shown : taken(entriesByIndex, item.index())) {
            if (!Arrays.equals((byte[]) shown.content, item.bytes())) {
                differs(check, item.index(), shown.path, "the entry of the ledger", "another");
            }
        }
        EventData data = item.data();
        if (data instanceof ResultPublished result) {
            taken(resultsByIndex, item.index()).forEach(s -> result(item, result, s, check));
        } else if (data instanceof DrawEvent.DrawCompleted result) {
            taken(drawsById, result.drawId()).forEach(s -> draw(item, result, s, check));
        } else if (data instanceof DrawnListPublished published) {
            list(item.index(), published.list());
        } else if (data instanceof DrawEvent.LabelsOpened opened) {
            list(item.index(), opened.list());
        }
    }

    private static <K> List<Shown> taken(Map<K, List<Shown>> map, K key) {
        List<Shown> shown = map.remove(key);
        return shown == null ? List.of() : shown;
    }

    private void list(long index, String hash) {
        if (listsByHash.remove(hash) == null) {
            missing.put(hash, index);
        }
    }

    private void result(Item item, ResultPublished result, Shown shown, Check check) {
        Map<String, Object> expected = new TreeMap<>(RecordCodec.format(result));
        // The page stands under its draw and does not repeat it.
        expected.remove("drawId");
        Map<?, ?> page = (Map<?, ?>) shown.content;
        expected.forEach(
                (field, value) -> {
                    if (!value.equals(page.get(field))) {
                        differs(
                                check,
                                item.index(),
                                shown.path,
                                field + " " + value,
                                page.get(field));
                    }
                });
    }

    private void draw(Item item, DrawEvent.DrawCompleted result, Shown shown, Check check) {
        Map<String, Object> fields = RecordCodec.format(result);
        Map<String, Object> expected = new HashMap<>();
        OF_RESULT.forEach(field -> expected.put(field, fields.get(field)));
        expected.put("drawHash", Hex.format(item.eventHash()));
        Map<?, ?> page = (Map<?, ?>) shown.content;
        new TreeMap<>(expected)
                .forEach(
                        (field, value) -> {
                            if (page.containsKey(field) && !value.equals(page.get(field))) {
                                differs(
                                        check,
                                        item.index(),
                                        shown.path,
                                        field + " " + value,
                                        page.get(field));
                            }
                        });
    }

    /** After the last entry: what the ledger does not have, and what was not saved. */
    void finish(Check check) {
        entriesByIndex.forEach((index, s) -> invented(check, index, s));
        resultsByIndex.forEach((index, s) -> invented(check, index, s));
        drawsById.forEach((id, s) -> invented(check, -1, s));
        listsByHash.forEach((hash, path) -> differs(check, -1, path, "a list of the ledger", hash));
        missing.forEach(
                (hash, index) ->
                        check.note("PUBLISHED_FILE_MISSING", index, "list " + hash, "not saved"));
        unknown.forEach(
                path -> check.note("PUBLISHED_FILE_UNKNOWN", -1, "a page, list or bundle", path));
    }

    private static void invented(Check check, long index, List<Shown> all) {
        all.forEach(s -> differs(check, index, s.path, "an event of the ledger", "none"));
    }

    private static void differs(
            Check check, long index, String path, Object expected, Object found) {
        check.fail("PUBLISHED_FILE_DIFFERS", index, path + ": " + expected, found);
    }
}
