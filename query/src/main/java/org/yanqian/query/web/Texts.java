package org.yanqian.query.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The words of the pages in one language, and dates as that language writes them, in Beijing time. */
public final class Texts {
    public static final String CHINESE = "zh";
    public static final String ENGLISH = "en";
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final Map<String, Texts> ALL =
            Map.of(CHINESE, new Texts(CHINESE), ENGLISH, new Texts(ENGLISH));

    private final String language;
    private final Properties texts;
    private final DateTimeFormatter day;
    private final DateTimeFormatter time;

    private Texts(String language) {
        this.language = language;
        this.texts = load("/org/yanqian/query/web/texts_" + language + ".properties");
        this.day =
                CHINESE.equals(language)
                        ? DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.ROOT)
                        : DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
        this.time =
                CHINESE.equals(language)
                        ? DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm:ss", Locale.ROOT)
                        : DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);
    }

    private static Properties load(String resource) {
        Properties properties = new Properties();
        try (Reader in =
                new InputStreamReader(
                        Texts.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new AssertionError("a packaged resource cannot be read", e);
        }
        return properties;
    }

    public static boolean isLanguage(String text) {
        return CHINESE.equals(text) || ENGLISH.equals(text);
    }

    public static Texts of(String language) {
        return ALL.get(language);
    }

    /** In the language that the reader has chosen. */
    public static Texts of(HttpServletRequest request) {
        return of(LanguageInterceptor.of(request));
    }

    public String language() {
        return language;
    }

    /** Value of the {@code lang} attribute. */
    public String tag() {
        return CHINESE.equals(language) ? "zh-CN" : "en";
    }

    public String other() {
        return CHINESE.equals(language) ? ENGLISH : CHINESE;
    }

    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    public String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new AssertionError("no text " + key + " in " + language);
        }
        return text;
    }

    public String get(String key, Object... arguments) {
        return new MessageFormat(get(key), Locale.ROOT).format(arguments);
    }

    /** The text of a code, or the code itself where there is none: an outcome of a local rule set. */
    public String code(String prefix, String code) {
        return texts.getProperty(prefix + "." + code, code);
    }

    public String problem(ProblemCode code) {
        return CHINESE.equals(language) ? code.zh() : code.en();
    }

    public String day(LocalDate date) {
        return date == null ? "" : day.format(date);
    }

    public String time(OffsetDateTime instant) {
        return instant == null ? "" : time.format(instant.atZoneSameInstant(ZONE));
    }

    public String time(Instant instant) {
        return time.format(instant.atZone(ZONE));
    }

    /** An instant or a date as an event writes it. */
    public String when(String text) {
        if (text.isEmpty()) {
            return "";
        }
        return text.indexOf('T') > 0 ? time(Instant.parse(text)) : day(LocalDate.parse(text));
    }
}
