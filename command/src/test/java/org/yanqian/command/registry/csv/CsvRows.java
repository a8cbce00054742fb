package org.yanqian.command.registry.csv;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yanqian.ledger.rules.RuleSet;
import org.yanqian.ledger.rules.RuleSets;

/** Rows of the registries' files (样本), good ones, to be spoilt by tests. */
final class CsvRows {
    private CsvRows() {}

    static final RuleSet RULES = RuleSet.parse(RuleSets.resource(RuleSets.WEIHAI_2023));
    static final LocalDate AS_OF = LocalDate.of(2026, 1, 6);
    static final List<String> HEADER =
            List.of(
                    "对象编号",
                    "单位名称",
                    "统一社会信用代码",
                    "行政区划代码",
                    "所属辖区",
                    "生产经营地址",
                    "经度",
                    "纬度",
                    "行业代码",
                    "行业名称",
                    "监管类别",
                    "排污许可管理类别",
                    "排污许可证编号或登记编号",
                    "环境信用等级",
                    "是否正面清单",
                    "重污染天气绩效等级",
                    "生产状态",
                    "监管标签",
                    "上年度检查次数",
                    "最近检查日期",
                    "联系人",
                    "联系电话",
                    "入库日期",
                    "在库状态");
    static final List<String> PEOPLE =
            List.of(
                    "人员编号", "姓名", "性别", "行政区划代码", "所在单位", "部门岗位", "职务职级", "行政执法证号", "证件有效期至",
                    "业务专长标签", "工作年限", "编制情况", "在岗情况", "本年度检查次数", "回避对象编号", "在库状态");

    /** An invented unit (division 99 does not exist) whose code has a valid check character. */
    static String uscc(int i) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        String body = "91990421MA" + String.format(Locale.ROOT, "%07d", i);
        int sum = 0;
        int[] weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
        for (int k = 0; k < 17; k++) {
            sum += alphabet.indexOf(body.charAt(k)) * weights[k];
        }
        return body + alphabet.charAt((31 - sum % 31) % 31);
    }

    static Map<String, String> site(int i) {
        List<String> values =
                List.of(
                        String.format(Locale.ROOT, "QY%06d", i),
                        "云岭县样本厂（样本" + i + "）",
                        uscc(i),
                        "990421",
                        "云岭县青溪镇",
                        "云岭县青溪镇样本路1号",
                        "106.403535",
                        "29.066107",
                        "0313",
                        "猪的饲养",
                        "一般",
                        "登记管理",
                        uscc(i) + "001W",
                        "C",
                        "是",
                        "A",
                        "在产",
                        "化工|两高",
                        "2",
                        "",
                        "样本联系人",
                        "000-0000-0001",
                        "2026-01-01",
                        "有效");
        return zip(HEADER, values);
    }

    static Map<String, String> person(int i) {
        List<String> values =
                List.of(
                        String.format(Locale.ROOT, "RY%05d", i),
                        "样本检查员" + i,
                        "女",
                        "990421",
                        "云岭县城关镇",
                        "综合行政执法",
                        "四级主办",
                        String.format(Locale.ROOT, "990421%05d", i),
                        "2028-12-31",
                        "噪声|土壤",
                        "6",
                        "在编",
                        "在岗",
                        "0",
                        "QY000001|QY000002",
                        "有效");
        return zip(PEOPLE, values);
    }

    static Map<String, String> zip(List<String> keys, List<String> values) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    static Map<String, String> with(Map<String, String> row, String field, String value) {
        Map<String, String> changed = new HashMap<>(row);
        changed.put(field, value);
        return changed;
    }

    @SafeVarargs
    static String csv(List<String> header, Map<String, String>... rows) {
        return csv(header, Arrays.asList(rows));
    }

    static String csv(List<String> header, List<Map<String, String>> rows) {
        StringBuilder out = new StringBuilder(String.join(",", header)).append("\r\n");
        for (Map<String, String> row : rows) {
            out.append(String.join(",", header.stream().map(h -> row.getOrDefault(h, "")).toList()))
                    .append("\r\n");
        }
        return out.toString();
    }
}
