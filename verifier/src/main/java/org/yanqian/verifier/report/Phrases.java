package org.yanqian.verifier.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a finding expects and found, in Chinese. Findings are worded once, in English, as SPEC.md and
 * the JSON report have them; a phrase that is not in the list is shown as it is.
 */
final class Phrases {
    private static final String HOLE = "{}";

    /** The stream that a finding of the registry names before what it expects. */
    private static final Pattern STREAM = Pattern.compile("(\\S*/\\S*): (.*)", Pattern.DOTALL);

    /** A part of a record, as {@link org.yanqian.ledger.Contrast} names it. */
    private static final Pattern FIELD =
            Pattern.compile("(?<=^|, |; |\\[|team |inspectors )([a-zA-Z]+)(?= (?!gm:|intl:)\\S)");

    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("candidates", "对象"),
                    Map.entry("excluded", "剔除"),
                    Map.entry("inspectors", "人员"),
                    Map.entry("eligibility", "可选派集合"),
                    Map.entry("quota", "应抽"),
                    Map.entry("base", "基数"),
                    Map.entry("formula", "算式"),
                    Map.entry("rank", "名次"),
                    Map.entry("team", "小组"),
                    Map.entry("role", "角色"),
                    Map.entry("personId", "人员编号"),
                    Map.entry("certificateNo", "执法证号"),
                    Map.entry("label", "标签"),
                    Map.entry("objectId", "对象编号"),
                    Map.entry("stratum", "类别"),
                    Map.entry("dueOn", "期限"),
                    Map.entry("drawId", "抽取"),
                    Map.entry("visit", "任务"),
                    Map.entry("request", "申请"),
                    Map.entry("replaced", "被替换的位置"),
                    Map.entry("supervisionClass", "监管类别"),
                    Map.entry("creditGrade", "信用等级"),
                    Map.entry("permitNo", "许可证号"),
                    Map.entry("name", "名称"),
                    Map.entry("uscc", "统一社会信用代码"),
                    Map.entry("divisionCode", "行政区划代码"),
                    Map.entry("area", "地区"),
                    Map.entry("address", "地址"),
                    Map.entry("bureau", "局"),
                    Map.entry("reason", "理由"));

    private record Phrase(Pattern english, List<String> chinese, int letters) {}

    private static final List<Phrase> ALL = read();

    private Phrases() {}

    static String of(String text, Lang lang) {
        return lang == Lang.ZH ? chinese(text) : text;
    }

    private static String chinese(String text) {
        for (Phrase phrase : ALL) {
            Matcher matcher = phrase.english.matcher(text);
            if (matcher.matches()) {
                StringBuilder words = new StringBuilder(phrase.chinese.get(0));
                for (int i = 1; i < phrase.chinese.size(); i++) {
                    words.append(matcher.group(i)).append(phrase.chinese.get(i));
                }
                return words.toString();
            }
        }
        Matcher stream = STREAM.matcher(text);
        if (stream.matches()) {
            return stream.group(1) + "：" + chinese(stream.group(2));
        }
        return FIELD.matcher(text)
                .replaceAll(
                        f -> Matcher.quoteReplacement(FIELDS.getOrDefault(f.group(), f.group())));
    }

    private static List<Phrase> read() {
        try (InputStream in = Phrases.class.getResourceAsStream("phrases-zh.txt")) {
            List<Phrase> all = new ArrayList<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> all.add(phrase(line)));
            // The wordiest first: "a key of {} of {}" is a "key of {}" too.
            all.sort(Comparator.comparingInt(Phrase::letters).reversed());
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Phrase phrase(String line) {
        int middle = line.indexOf(" = ");
        String english = line.substring(0, middle);
        String[] parts = english.split(Pattern.quote(HOLE), -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : i == parts.length - 1 ? "(.*)" : "(.*?)");
            pattern.append(Pattern.quote(parts[i]));
        }
        List<String> chinese = List.of(line.substring(middle + 3).split(Pattern.quote(HOLE), -1));
        if (chinese.size() != parts.length) {
            throw new IllegalStateException("other holes: " + line);
        }
        return new Phrase(
                Pattern.compile(pattern.toString(), Pattern.DOTALL),
                chinese,
                english.replace(HOLE, "").length());
    }
}
