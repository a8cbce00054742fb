package org.yanqian.query.web;

/** What a reader can be refused for; the names are API. */
public enum ProblemCode {
    LOGIN_REQUIRED(401, "请先登录", "log in first"),
    ROLE_REQUIRED(403, "当前账号没有查看此内容的角色", "this account has no role that may read this"),
    BUREAU_NOT_YOURS(403, "只能查看本单位的数据", "only the data of your own bureau"),
    INSPECTOR_NOT_YOU(403, "检查人员只能查看本人的任务", "an inspector sees only their own tasks"),
    BAD_PARAMETER(400, "请求参数有误", "a parameter is wrong"),
    DRAW_NOT_FOUND(404, "没有找到已公示的该抽取哈希", "no published draw has this hash"),
    FILE_NOT_FOUND(404, "没有此文件", "there is no such file"),
    NOT_YET_PUBLISHED(404, "尚未公示", "not yet published"),
    UNKNOWN_PROJECTION(404, "没有此投影", "there is no such projection"),
    NOT_YET_VISIBLE(503, "数据尚未同步到查询侧，请稍后重试", "not yet visible here, try again shortly");

    private final int status;
    private final String zh;
    private final String en;

    ProblemCode(int status, String zh, String en) {
        this.status = status;
        this.zh = zh;
        this.en = en;
    }

    public int status() {
        return status;
    }

    public String zh() {
        return zh;
    }

    public String en() {
        return en;
    }
}
