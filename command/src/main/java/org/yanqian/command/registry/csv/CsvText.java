package org.yanqian.command.registry.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The file's text: strict UTF-8 with or without byte order mark, else strict GB18030. */
record CsvText(String charset, String text) {
    private static final Charset GB18030 = Charset.forName("GB18030");

    /** Null when it is neither. */
    static CsvText decode(byte[] file) {
        for (byte b : file) {
            if (b == 0) {
                // UTF-16, a spreadsheet's own format, anything binary: text has no NUL.
                return null;
            }
        }
        boolean mark =
                file.length >= 3
                        && file[0] == (byte) 0xEF
                        && file[1] == (byte) 0xBB
                        && file[2] == (byte) 0xBF;
        String utf8 = strict(StandardCharsets.UTF_8, file, mark ? 3 : 0);
        if (utf8 != null) {
            return new CsvText("UTF-8", utf8);
        }
        String gb18030 = mark ? null : strict(GB18030, file, 0);
        return gb18030 == null ? null : new CsvText("GB18030", gb18030);
    }

    private static String strict(Charset charset, byte[] file, int from) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file, from, file.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
