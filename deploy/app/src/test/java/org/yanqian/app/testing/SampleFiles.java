package org.yanqian.app.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A small invented county (样本) in the form of a bureau's registry files. */
public final class SampleFiles {
    public static final String TARGET_HEADER =
            "对象编号,单位名称,统一社会信用代码,行政区划代码,所属辖区,生产经营地址,经度,纬度,行业代码,行业名称,监管类别,"
                    + "排污许可管理类别,排污许可证编号或登记编号,环境信用等级,是否正面清单,重污染天气绩效等级,生产状态,监管标签,"
                    + "上年度检查次数,最近检查日期,联系人,联系电话,入库日期,在库状态";
    public static final String INSPECTOR_HEADER =
            "人员编号,姓名,性别,行政区划代码,所在单位,部门岗位,职务职级,行政执法证号,证件有效期至,业务专长标签,工作年限,"
                    + "编制情况,在岗情况,本年度检查次数,回避对象编号,在库状态";
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {
        1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
    };

    private SampleFiles() {}

    /** Division 99 does not exist; the check character is right (GB 32100). */
    public static String uscc(int i) {
        String body = "91990421MA" + String.format(Locale.ROOT, "%07d", i);
        int sum = 0;
        for (int k = 0; k < 17; k++) {
            sum += ALPHABET.indexOf(body.charAt(k)) * WEIGHTS[k];
        }
        return body + ALPHABET.charAt((31 - sum % 31) % 31);
    }

    public static String target(int i, String supervisionClass, String operating) {
        return String.join(
                ",",
                String.format(Locale.ROOT, "QY%06d", i),
                "云岭县样本厂（样本" + i + "）",
                uscc(i),
                "990421",
                "云岭县青溪镇",
                "云岭县青溪镇样本路" + i + "号",
                "106.403535",
                "29.066107",
                "2927",
                "日用塑料制品制造",
                supervisionClass,
                "登记管理",
                uscc(i) + "001W",
                i % 7 == 0 ? "C" : "B",
                i % 5 == 0 ? "是" : "否",
                "A",
                operating,
                i % 4 == 0 ? "化工|两高" : "塑料",
                "1",
                "",
                "样本联系人" + i,
                "000-0000-" + String.format(Locale.ROOT, "%04d", i),
                "2026-01-01",
                "有效");
    }

    public static String inspector(int i, String expires, String recused) {
        return String.join(
                ",",
                String.format(Locale.ROOT, "RY%05d", i),
                "样本检查员" + i,
                i % 2 == 0 ? "男" : "女",
                "990421",
                "云岭县城关镇",
                "综合行政执法",
                "四级主办",
                String.format(Locale.ROOT, "990421%05d", i),
                expires,
                "环评与排污许可",
                "6",
                "在编",
                "在岗",
                "0",
                recused,
                "有效");
    }

    /** 60 sites from number {@code from}: 12 重点, 20 简化, 20 一般, 8 特殊, every tenth suspended. */
    public static byte[] targets(int from) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String of = i < 12 ? "重点" : i < 32 ? "简化" : i < 52 ? "一般" : "特殊";
            lines.add(target(from + i, of, i % 10 == 9 ? "停产" : "在产"));
        }
        return csv(TARGET_HEADER, lines);
    }

    /** 12 inspectors from number {@code from}, two of them recused from one site each. */
    public static byte[] inspectors(int from, int firstSite) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String recused = i < 2 ? String.format(Locale.ROOT, "QY%06d", firstSite + i) : "";
            lines.add(inspector(from + i, "2028-12-31", recused));
        }
        return csv(INSPECTOR_HEADER, lines);
    }

    /** UTF-8 with a byte order mark, as spreadsheets write it. */
    public static byte[] csv(String header, List<String> lines) {
        String text = "\uFEFF" + header + "\n" + String.join("\n", lines) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
