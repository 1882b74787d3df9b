<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <location filename="../texts.py"/>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Categories</source>
        <translation>矿山类别</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Mine in production</source>
        <translation>生产矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Mine under construction</source>
        <translation>在建矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Closed mine</source>
        <translation>闭坑矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Mine closed by policy</source>
        <translation>政策性关闭矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Mine closed by policy, treated by the government</source>
        <translation>政策性关闭矿山（政府承担治理责任）</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Mine closed by policy, treated by the enterprise</source>
        <translation>政策性关闭矿山（企业履行治理责任）</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Abandoned mine</source>
        <translation>废弃矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Abandoned mine with a liable party</source>
        <translation>有主废弃矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Abandoned mine without a liable party</source>
        <translation>无主废弃矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Legacy mine</source>
        <translation>历史遗留矿山</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Liable parties</source>
        <translation>责任主体</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Enterprise</source>
        <translation>企业</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Government</source>
        <translation>政府</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Liable party extinct</source>
        <translation>责任人灭失</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Liable party cannot be identified</source>
        <translation>无法确定责任人</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Mining methods</source>
        <translation>开采方式</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Open pit</source>
        <translation>露天开采</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Underground</source>
        <translation>井工开采</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Open pit and underground</source>
        <translation>联合开采</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Kinds of damage</source>
        <translation>损毁类型</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Excavated</source>
        <translation>挖损</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Occupied</source>
        <translation>压占</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Subsided</source>
        <translation>塌陷</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Restoration modes</source>
        <translation>恢复治理方式</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Natural recovery</source>
        <translation>自然恢复</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Assisted regeneration</source>
        <translation>辅助再生</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Ecological reconstruction</source>
        <translation>生态重建</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Conversion to other use</source>
        <translation>转型利用</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Assisted natural regeneration</source>
        <translation>人工促进天然更新</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Areas by which patches count</source>
        <translation>面积核算口径</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Official area, by geometry</source>
        <translation>法定面积（按图形）</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Geodesic area</source>
        <translation>大地测量面积</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Declared area</source>
        <translation>申报面积</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Accepted area</source>
        <translation>验收面积</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Licence area</source>
        <translation>许可证面积</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Steps of the status ladder</source>
        <translation>办理环节</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/classes.py"/>
        <location filename="../reports/words.py"/>
        <source>Not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Plan being drafted</source>
        <translation>方案编制</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Plan filed for the record</source>
        <translation>方案备案</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/classes.py"/>
        <location filename="../reports/words.py"/>
        <source>Works under way</source>
        <translation>施工中</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Main works done</source>
        <translation>主体工程完工</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Revegetation done</source>
        <translation>植被恢复完成</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Self-check</source>
        <translation>自验</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>County's preliminary acceptance</source>
        <translation>县级初验</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>City's acceptance</source>
        <translation>市级验收</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Province's verification</source>
        <translation>省级核查</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Aftercare</source>
        <translation>管护</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Closed out</source>
        <translation>销号</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Results of an acceptance</source>
        <translation>验收结论</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Passed with conditions</source>
        <translation>有条件通过</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Failed, to be corrected</source>
        <translation>未通过，整改</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/map_book.py"/>
        <source>Zone classes</source>
        <translation>区线类别</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Nature reserve</source>
        <translation>自然保护区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Water source protection area</source>
        <translation>水源地保护区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Scenic area</source>
        <translation>景观区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Residential area</source>
        <translation>居民集中生活区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>Main transport line</source>
        <translation>重要交通干线</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/words.py"/>
        <source>River corridor</source>
        <translation>河流沿线</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Levels of zones</source>
        <translation>区线级别</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Core zone</source>
        <translation>核心区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Buffer zone</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Experimental zone</source>
        <translation>实验区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Class I</source>
        <translation>一级</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Class II</source>
        <translation>二级</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Quasi-protection area</source>
        <translation>准保护区</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>National level</source>
        <translation>国家级</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Provincial level</source>
        <translation>省级</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Measures</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/fields.py"/>
        <source>Remediated area (mu)</source>
        <translation>治理面积（亩）</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Greened area (mu)</source>
        <translation>复绿面积（亩）</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Number of mines</source>
        <translation>矿山数</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <source>Trees planted</source>
        <translation>植树株数</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Sources of funds</source>
        <translation>资金来源</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Enterprise's restoration fund</source>
        <translation>企业治理恢复基金</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Central budget</source>
        <translation>中央财政</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Provincial budget</source>
        <translation>省级财政</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>City budget</source>
        <translation>市级财政</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>County budget</source>
        <translation>县级财政</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Social capital</source>
        <translation>社会资金</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Kinds of documents</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <source>Work plan</source>
        <translation>工作方案</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Implementation plan</source>
        <translation>实施方案</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Filing for the record</source>
        <translation>备案</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Acceptance opinion</source>
        <translation>验收意见</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Mining licence</source>
        <translation>采矿许可证</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Stages of photos</source>
        <translation>拍摄阶段</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Before treatment</source>
        <translation>治理前</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>During treatment</source>
        <translation>治理中</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>After treatment</source>
        <translation>治理后</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>States of a finding</source>
        <translation>问题状态</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Open</source>
        <translation>待定</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Noted</source>
        <translation>已注明</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Scopes of a claim</source>
        <translation>核对范围</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Whole campaign</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Township</source>
        <translation>乡镇</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Kinds of reports and deadlines</source>
        <translation>报送类型</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report.py"/>
        <location filename="../ui/models.py"/>
        <source>Monthly report</source>
        <translation>月进展情况</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report.py"/>
        <location filename="../ui/models.py"/>
        <source>Half-year summary</source>
        <translation>半年总结</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report.py"/>
        <location filename="../ui/models.py"/>
        <source>Annual summary</source>
        <translation>年度总结</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>End of the task year</source>
        <translation>年度任务期限</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report.py"/>
        <source>Stage report</source>
        <translation>阶段报告</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../ui/models.py"/>
        <source>Own implementation plan</source>
        <translation>具体实施方案</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Roles</source>
        <translation>职责</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <source>Liaison</source>
        <translation>联络员</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <source>Surveyor</source>
        <translation>测量人员</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../campaign/schema.py"/>
        <source>Checker</source>
        <translation>检查人员</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Approver</source>
        <translation>审批人员</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Changes</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <location filename="../campaign/codes.py"/>
        <source>Deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>{figure}: its parts add up to {total}, not to {value}</source>
        <translation>{figure}：各分项合计 {total}，与 {value} 不符</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>{group}, up to {year}: {first} in set {first_set}, {second} in set {second_set}</source>
        <translation>{group}，至 {year} 年：口径 {first_set} 为 {first}，口径 {second_set} 为 {second}</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <location filename="../processing/messages.py"/>
        <source>all categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>Set {name} has no target for {year}</source>
        <translation>口径 {name} 没有 {year} 年的任务</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>One group of categories has several names: {names}</source>
        <translation>同一组类别有多种名称：{names}</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <location filename="../reports/map_layers.py"/>
        <location filename="../reports/map_text.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../processing/coordinate_import.py"/>
        <location filename="../processing/exporting.py"/>
        <location filename="../processing/file_preview.py"/>
        <location filename="../processing/intake_messages.py"/>
        <location filename="../processing/provenance.py"/>
        <location filename="../processing/record_status.py"/>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>{category} is named but has no target</source>
        <translation>提到{category}，但没有任务</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>Approximate figures, never judged as met or missed: {values}</source>
        <translation>约数，不作完成与否的判断：{values}</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>A date without a year: {month}-{day}</source>
        <translation>日期未写年份：{month}月{day}日</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>A task without a measure</source>
        <translation>任务没有指标</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>A goal without a threshold</source>
        <translation>目标没有量化标准</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>{body} carries the responsibility but leads no task</source>
        <translation>{body}负总责，但没有任务以其为首位责任单位</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>Filing routes differ between the stages</source>
        <translation>各阶段的备案去向不同</translation>
    </message>
    <message>
        <location filename="../campaign/plan_checks.py"/>
        <source>The targets are not split by township</source>
        <translation>任务未分解到乡镇</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>“{field}” must be at least {least}.</source>
        <translation>“{field}”不得小于 {least}。</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>“{field}” must lie between {least} and {most}.</source>
        <translation>“{field}”应在 {least} 至 {most} 之间。</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Identity</source>
        <translation>标识</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Edited by</source>
        <translation>修改人</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Edited at</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Reason for the change</source>
        <translation>修改原因</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mines</source>
        <translation>矿山</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mine number</source>
        <translation>矿山编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mine name</source>
        <translation>矿山名称</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Liable party</source>
        <translation>责任主体</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Lead unit</source>
        <translation>牵头责任单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Holder of the mining right</source>
        <translation>采矿权人</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mineral</source>
        <translation>矿种</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mining method</source>
        <translation>开采方式</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Production scale</source>
        <translation>生产规模</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Coal mine (recorded, not in the totals)</source>
        <translation>是否煤矿（只登记，不计入合计）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Date of closure</source>
        <translation>关闭日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Closing document</source>
        <translation>关闭文件</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/recheck_page.py"/>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Comments</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mining licences</source>
        <translation>采矿许可证</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mine</source>
        <translation>矿山</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Licence number</source>
        <translation>采矿许可证号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Valid to</source>
        <translation>有效期止</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>The licence must not end before it begins.</source>
        <translation>有效期止不得早于有效期起。</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Licence area (m²)</source>
        <translation>登记矿区面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Upper elevation (m)</source>
        <translation>开采上限标高（米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Lower elevation (m)</source>
        <translation>开采下限标高（米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/campaign_base.py"/>
        <location filename="../processing/create_campaign.py"/>
        <source>Campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>First year</source>
        <translation>起始年度</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Last year</source>
        <translation>终止年度</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Target set that counts</source>
        <translation>采用的任务口径</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Counting step</source>
        <translation>计入完成的办理环节</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Area that counts</source>
        <translation>面积核算口径</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Treatment patches</source>
        <translation>治理图斑</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Patch number</source>
        <translation>图斑编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Parent number</source>
        <translation>主体编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Licence</source>
        <translation>采矿许可证</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Campaign in which it counts</source>
        <translation>计入的专项行动</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Planned year</source>
        <translation>计划年度</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Task of the plan</source>
        <translation>任务条目</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Village</source>
        <translation>村</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Damage</source>
        <translation>损毁类型</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Restoration mode</source>
        <translation>恢复治理方式</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mode by the plan's own term</source>
        <translation>方案所称治理方式</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Land class before</source>
        <translation>治理前地类</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Land class after</source>
        <translation>治理后地类</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Sensitive site</source>
        <translation>敏感部位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Hazard-prone site</source>
        <translation>易灾部位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Counts as land reclamation too</source>
        <translation>同时属土地复垦</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Greened area (m²)</source>
        <translation>复绿面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Official area (m²)</source>
        <translation>椭球面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Geodesic area (m²)</source>
        <translation>测地线面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Declared area (m²)</source>
        <translation>申报面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Accepted area (m²)</source>
        <translation>验收面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Area by the licence (m²)</source>
        <translation>许可面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Source file</source>
        <translation>来源文件</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Coordinate system of the source</source>
        <translation>来源坐标系</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Number in the upper-level system</source>
        <translation>上级系统编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>State in the upper-level system</source>
        <translation>上级系统状态</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/map_layers.py"/>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../processing/rebuilding.py"/>
        <location filename="../ui/dock.py"/>
        <source>Townships</source>
        <translation>乡镇</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Division code</source>
        <translation>行政区划代码</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Other names of townships</source>
        <translation>乡镇别名</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Other name</source>
        <translation>别名</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Zones (areas)</source>
        <translation>四区两线（面）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Zone class</source>
        <translation>所在区线</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Zone name</source>
        <translation>区线名称</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Basis document</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Zones (lines)</source>
        <translation>四区两线（线）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Zone rules</source>
        <translation>区线认定规则</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Level (empty: all)</source>
        <translation>级别（空为全部）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Counts as a zone</source>
        <translation>是否计入</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Distance (m)</source>
        <translation>距离（米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>By line of sight</source>
        <translation>按直观可视范围</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Confirmed by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Confirmed on</source>
        <translation>确认日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/load_plan.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Targets</source>
        <translation>目标表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../processing/campaign_twin.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Target set</source>
        <translation>任务口径</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/templates.py"/>
        <source>Figure</source>
        <translation>数字编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>To year</source>
        <translation>至年度</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>A span must not end before it begins.</source>
        <translation>终止年度不得早于起始年度。</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Target (mu)</source>
        <translation>目标（亩）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Target in its own unit</source>
        <translation>目标值</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Approximate</source>
        <translation>约数</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Paragraph of the plan</source>
        <translation>方案条款</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Allocation to townships</source>
        <translation>乡镇任务分解</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Locked</source>
        <translation>锁定</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Status events</source>
        <translation>办理记录</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../processing/campaign_project.py"/>
        <location filename="../ui/models.py"/>
        <source>Patch</source>
        <translation>图斑</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_status.py"/>
        <source>Step</source>
        <translation>办理环节</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_decision.py"/>
        <location filename="../processing/record_status.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_status.py"/>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/export_report.py"/>
        <location filename="../processing/record_status.py"/>
        <source>Document</source>
        <translation>文号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Result</source>
        <translation>结论</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Area at this step (m²)</source>
        <translation>该环节面积（平方米）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Aftercare records</source>
        <translation>管护记录</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Surveyed on</source>
        <translation>调查日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Survival (%)</source>
        <translation>成活率（%）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Replanting due</source>
        <translation>补植期限</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Replanted on</source>
        <translation>补植日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Cared for by</source>
        <translation>管护单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Aftercare until</source>
        <translation>管护截止</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Funds</source>
        <translation>资金</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Source of funds</source>
        <translation>资金来源</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Amount (10 000 yuan)</source>
        <translation>金额（万元）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Documents</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Document number</source>
        <translation>文号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/templates.py"/>
        <location filename="../processing/export_maps.py"/>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Issued by</source>
        <translation>发文单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Issued on</source>
        <translation>发文日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>File</source>
        <translation>文件路径</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>SHA-256</source>
        <translation>校验值（SHA-256）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Before, during or after</source>
        <translation>治理前中后</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Taken at</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Direction (°)</source>
        <translation>拍摄方向（度）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>The direction lies between 0 and 360 degrees.</source>
        <translation>方向应在0至360度之间。</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Taken by</source>
        <translation>拍摄人</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/check_plan.py"/>
        <location filename="../processing/load_plan.py"/>
        <location filename="../processing/recheck_document.py"/>
        <source>Findings</source>
        <translation>问题清单</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Difference (mu)</source>
        <translation>相差（亩）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_decision.py"/>
        <source>Subject</source>
        <translation>事项</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_decision.py"/>
        <source>Choice</source>
        <translation>决定内容</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Decided by</source>
        <translation>决定人</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Decided on</source>
        <translation>决定日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_decision.py"/>
        <source>Basis</source>
        <translation>依据</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Claims from outside</source>
        <translation>外部数字核对</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>As at</source>
        <translation>截至日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Scope</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Township, year or category</source>
        <translation>乡镇、年度或类别</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Claimed value</source>
        <translation>声明数值</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Tolerance</source>
        <translation>允许误差</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Deadlines</source>
        <translation>期限</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Due on</source>
        <translation>期限</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Done on</source>
        <translation>完成日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Responsible units</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Reports</source>
        <translation>上报报表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/templates.py"/>
        <location filename="../processing/campaign_twin.py"/>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Cut-off date</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Sent on</source>
        <translation>报送日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Sent to</source>
        <translation>报送单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/intake.py"/>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Run</source>
        <translation>运行编号</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../processing/parameters.py"/>
        <source>Counted (mu)</source>
        <translation>计入面积（亩）</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Patches in reports</source>
        <translation>报表所列图斑</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Report</source>
        <translation>报表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Receipts</source>
        <translation>来件登记</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Received on</source>
        <translation>收到日期</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/intake.py"/>
        <source>Sender</source>
        <translation>报送单位</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/load_layers.py"/>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/load_layers.py"/>
        <source>Updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/load_layers.py"/>
        <source>Rejected</source>
        <translation>未采用</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Field mappings of senders</source>
        <translation>字段对应关系</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Name of the mapping</source>
        <translation>对应关系名称</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/load_layers.py"/>
        <source>Table</source>
        <translation>数据表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Mapping</source>
        <translation>字段对应</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/record_decision.py"/>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Code lists</source>
        <translation>代码表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Code list</source>
        <translation>代码表</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Label</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Rolls up to</source>
        <translation>归并到</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>National code</source>
        <translation>国家代码</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Setting</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Run log</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../processing/intake.py"/>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Started at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>History</source>
        <translation>修改历史</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Row</source>
        <translation>记录</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Change</source>
        <translation>操作</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <location filename="../reports/fields.py"/>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Old value</source>
        <translation>原值</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Old geometry</source>
        <translation>原图形</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Changed at</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Signed by</source>
        <translation>署名</translation>
    </message>
    <message>
        <location filename="../campaign/schema.py"/>
        <source>Reason</source>
        <translation>修改原因</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <location filename="../ui/pages.py"/>
        <source>No status</source>
        <translation>未填状态</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <location filename="../reports/map_layers.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Mine patches</source>
        <translation>矿山图斑</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Works completed</source>
        <translation>工程完工</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Under acceptance</source>
        <translation>验收中</translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Accepted</source>
        <translation>已验收</translation>
    </message>
    <message>
        <location filename="../reports/document.py"/>
        <source>Annex {number}</source>
        <translation>附件{number}</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>{year} (mu)</source>
        <translation>{year}年（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>{field}, as printed</source>
        <translation>{field}，报表值</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../processing/record_status.py"/>
        <source>Patch numbers</source>
        <translation>图斑编号（多个）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Patch that keeps the ground</source>
        <translation>计入的图斑</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Patch that loses the ground</source>
        <translation>扣减的图斑</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Year of the patch that keeps</source>
        <translation>计入图斑的年度</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Year of the patch that loses</source>
        <translation>扣减图斑的年度</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>All zone classes</source>
        <translation>全部区线</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Counted</source>
        <translation>计入</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/recheck_page.py"/>
        <source>Finding</source>
        <translation>核对结果</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/recheck_page.py"/>
        <source>In the report</source>
        <translation>报告原数</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/recheck_page.py"/>
        <source>In the edited document</source>
        <translation>现文档</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/recheck_page.py"/>
        <source>What was found</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Outcome</source>
        <translation>比对结果</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Line in the file</source>
        <translation>文件行号</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Plot number</source>
        <translation>地块编号</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Plot name</source>
        <translation>地块名称</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Land use</source>
        <translation>地块用途</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Stated area agrees with</source>
        <translation>所注面积相符情况</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Who named the coordinate system</source>
        <translation>坐标系来源</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Row in the file</source>
        <translation>文件中行号</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Read again and compared</source>
        <translation>复读核对</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../processing/layer_export.py"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Rank</source>
        <translation>排序</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../processing/export_coordinates.py"/>
        <location filename="../processing/intake.py"/>
        <source>Coordinate system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Taken without asking</source>
        <translation>导入时自动采用</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../processing/export_coordinates.py"/>
        <location filename="../processing/intake.py"/>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>What stands there</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Why it was rejected</source>
        <translation>退回原因</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Number held now</source>
        <translation>现有编号</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Fields that differ</source>
        <translation>取值不同的字段</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../processing/classify_by_zone.py"/>
        <location filename="../processing/import_patches.py"/>
        <source>Number of patches</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Factor of the conversion</source>
        <translation>折算系数</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area as it counts (mu)</source>
        <translation>核算面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/map_book.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Area (mu)</source>
        <translation>面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area inside zones, overlaps not deducted (mu)</source>
        <translation>与区线重合面积（未扣重叠）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Share inside zones</source>
        <translation>区线内占比</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance to the nearest zone (m)</source>
        <translation>至最近区线的距离（米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance to the drawn feature (m)</source>
        <translation>至所绘要素的距离（米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance that counts (m)</source>
        <translation>认定距离（米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Overlap (m²)</source>
        <translation>重合面积（平方米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Overlap (mu)</source>
        <translation>重合面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Share of the patch</source>
        <translation>占图斑面积比例</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area with repeats (mu)</source>
        <translation>面积（亩，可重复）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area by precedence (mu)</source>
        <translation>面积（亩，不重复）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Counted area (mu)</source>
        <translation>计入面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area inside zones (mu)</source>
        <translation>区线内计入面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area with repeats (mu)</source>
        <translation>计入面积（亩，可重复）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area by precedence (mu)</source>
        <translation>计入面积（亩，不重复）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area by class of the whole patch (mu)</source>
        <translation>按图斑归类（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Undated (mu)</source>
        <translation>未定年度（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Stated area (mu)</source>
        <translation>申报面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Stated area (ha)</source>
        <translation>所注面积（公顷）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Stated less official area (m²)</source>
        <translation>所注面积－椭球面积（平方米）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Held now (mu)</source>
        <translation>现有面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Came in (mu)</source>
        <translation>报送面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Common ground of all ground (IoU)</source>
        <translation>重合度（交并比）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Gap to the target (mu)</source>
        <translation>距目标差额（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Completion</source>
        <translation>完成率</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Completion (%)</source>
        <translation>完成率（%）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative target (mu)</source>
        <translation>累计目标（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative remediated area (mu)</source>
        <translation>累计治理面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative completion</source>
        <translation>累计完成率</translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative completion (%)</source>
        <translation>累计完成率（%）</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>This period</source>
        <translation>本期</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>This year ({year})</source>
        <translation>{year}年累计</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>Expected by 31 December</source>
        <translation>本年预计（至12月31日）</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/map_book.py"/>
        <source>In all</source>
        <translation>累计</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/map_book.py"/>
        <source>Since {year}</source>
        <translation>{year}年以来</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>{zone_class}, with repeats</source>
        <translation>{zone_class}（可重复）</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/recheck.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/words.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../processing/finding_messages.py"/>
        <location filename="../processing/intake.py"/>
        <location filename="../processing/intake_messages.py"/>
        <location filename="../processing/messages.py"/>
        <location filename="../processing/receipt_words.py"/>
        <location filename="../processing/reporting.py"/>
        <location filename="../ui/digitising.py"/>
        <location filename="../ui/models.py"/>
        <location filename="../ui/pages.py"/>
        <location filename="../ui/runs.py"/>
        <location filename="../ui/states.py"/>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>All patches counted</source>
        <translation>全部计入图斑</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>{column}: {place}</source>
        <translation>{column}：{place}</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>{name}, number of patches</source>
        <translation>{name}，图斑数</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>{column}: inside the zones, counted once</source>
        <translation>{column}：区线内（不重复）</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/map_spec.py"/>
        <location filename="../reports/workbook.py"/>
        <source>All patches</source>
        <translation>全部图斑</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Not counted (status, cut-off date)</source>
        <translation>不计入（状态、截止日期）</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Counted outside every township</source>
        <translation>计入面积中的乡镇外部分</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>Target set {name}: {place}, {what}</source>
        <translation>任务口径{name}：{place}，{what}</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <location filename="../reports/report.py"/>
        <location filename="../processing/messages.py"/>
        <source>without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>target</source>
        <translation>任务</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>remediated</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>gap</source>
        <translation>差额</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>completion</source>
        <translation>完成率</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>cumulative target</source>
        <translation>累计任务</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>cumulative remediated</source>
        <translation>累计完成</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>cumulative completion</source>
        <translation>累计完成率</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>Due up to {year}</source>
        <translation>至{year}年累计任务</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>Due up to {year}: {category}</source>
        <translation>至{year}年累计任务：{category}</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>Due in {year}</source>
        <translation>{year}年度任务</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>still missing</source>
        <translation>尚差</translation>
    </message>
    <message>
        <location filename="../reports/figures.py"/>
        <source>{name}, {what}</source>
        <translation>{name}，{what}</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{title} – {layer}</source>
        <translation>{title}：{layer}</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{item}: {content}</source>
        <translation>{item}：{content}</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/dock.py"/>
        <source>Patches</source>
        <translation>图斑清单</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Counted pieces</source>
        <translation>计入地块</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Overlaps</source>
        <translation>重叠</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Area by township, year and category</source>
        <translation>分乡镇、年度、类别面积</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Area by zone class</source>
        <translation>四区两线面积</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Progress against the targets</source>
        <translation>目标完成情况</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>How it was computed</source>
        <translation>数据来源与参数</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../processing/provenance.py"/>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../processing/provenance.py"/>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{zone_class} ({why})</source>
        <translation>{zone_class}（{why}）</translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/map_layers.py"/>
        <location filename="../processing/receipt_words.py"/>
        <source>{mu} mu</source>
        <translation>{mu}亩</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>patch {number}</source>
        <translation>图斑{number}</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>Legend (whole county)</source>
        <translation>图例（全县）</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>{title}: {place}</source>
        <translation>{title}：{place}</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>{title} ({place})</source>
        <translation>{title}（{place}）</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <location filename="../reports/map_panel.py"/>
        <source>patches</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>Share of the county</source>
        <translation>占全县比例</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>County target</source>
        <translation>全县任务（亩）</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>Share of it</source>
        <translation>占任务比例</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>Townships (mu counted)</source>
        <translation>所在乡镇（计入亩数）</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>Nearest zone</source>
        <translation>所在或最近区线</translation>
    </message>
    <message>
        <location filename="../reports/map_book.py"/>
        <source>not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <location filename="../reports/map_items.py"/>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <location filename="../reports/map_items.py"/>
        <source>km</source>
        <translation>千米</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>{township} {mu} mu</source>
        <translation>{township} {mu}亩</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Pages</source>
        <translation>图幅</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Place in the county</source>
        <translation>在县内位置</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Overview</source>
        <translation>概略图</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <location filename="../processing/campaign_project.py"/>
        <source>Tables</source>
        <translation>数据表</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>County border</source>
        <translation>县界</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Markers</source>
        <translation>图斑符号</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Texts</source>
        <translation>注记</translation>
    </message>
    <message>
        <location filename="../reports/map_layers.py"/>
        <source>Leader lines</source>
        <translation>引线</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <location filename="../processing/finding_messages.py"/>
        <location filename="../processing/live_cards.py"/>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/looks.py"/>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Account (mu)</source>
        <translation>面积平衡（亩）</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <source>Fill: status</source>
        <translation>填充：治理状态</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <source>Outline and shape: zone class</source>
        <translation>轮廓及符号形状：所在区线</translation>
    </message>
    <message>
        <location filename="../reports/map_panel.py"/>
        <source>Change (mu)</source>
        <translation>增减（亩）</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Counted in all</source>
        <translation>计入合计</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Other status</source>
        <translation>其他状态</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Not counted: {status}</source>
        <translation>未计入：{status}</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Zone areas by ground, counted ground only; a patch that a zone's edge cuts counts in each class.</source>
        <translation>区线面积按实际落图面积计，仅含计入部分；跨区线边界的图斑在各类中均计入图斑数。</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Area by ground; a patch that a zone's edge cuts counts in each class, its marker shows the first.</source>
        <translation>面积按实地范围统计；被区线边界分割的图斑在各类中均计数，符号按最前一类绘出。</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>− Overlaps</source>
        <translation>− 重叠</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>Overlaps (not subtracted)</source>
        <translation>重叠（未扣减）</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>− Not counted (status, cut-off date)</source>
        <translation>− 不计入（状态、截止日期）</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>= Counted</source>
        <translation>= 计入</translation>
    </message>
    <message>
        <location filename="../reports/map_spec.py"/>
        <source>of which outside every township</source>
        <translation>其中：乡镇外</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Map review No. {number}</source>
        <translation>审图号：{number}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>For internal use, not for publication</source>
        <translation>内部用图，不得公开</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Drawn by: {name}</source>
        <translation>制图：{name}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Checked by:</source>
        <translation>校核：</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Approved by:</source>
        <translation>审核：</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Coordinate system: {name}</source>
        <translation>坐标系：{name}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>China Geodetic Coordinate System 2000, Gauss-Krüger projection, 3-degree zone {zone}, central meridian {meridian}°E</source>
        <translation>2000国家大地坐标系　高斯-克吕格投影　3度分带第{zone}带　中央经线{meridian}°E</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Scale 1:{number}</source>
        <translation>比例尺 1:{number}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Data: {source}</source>
        <translation>资料来源：{source}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>{count} more</source>
        <translation>另有{count}处</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>No room for a label: {townships}</source>
        <translation>图上未能注记：{townships}</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>{label} (page {page})</source>
        <translation>{label}（图幅：{page}）</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Markers that would cover each other stand side by side.</source>
        <translation>相互遮挡的符号并列绘出。</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>No Chinese font is installed: the map's Chinese text may be missing or show as boxes.</source>
        <translation>本机未安装中文字体，地图上的中文可能缺失或显示为方框。</translation>
    </message>
    <message>
        <location filename="../reports/map_text.py"/>
        <source>Patches outside the map's frame: {n}.</source>
        <translation>有{n}个图斑位于图廓之外。</translation>
    </message>
    <message>
        <location filename="../reports/maps.py"/>
        <source>the picture is blank</source>
        <translation>输出的图件为空白</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{names} and {count} more</source>
        <translation>{names}等，另有{count}个</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report.py"/>
        <source>Main practices</source>
        <translation>主要做法</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>1. |2. |3. |4. |5. |6. |7. |8. </source>
        <translation>一、|二、|三、|四、|五、|六、|七、|八、</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>(1) |(2) |(3) |(4) |(5) |(6) |(7) |(8) </source>
        <translation>（一）|（二）|（三）|（四）|（五）|（六）|（七）|（八）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{name}: {span} {period} mu, this year {year} mu, in all {since} mu</source>
        <translation>{name}{span}完成{period}亩，本年累计{year}亩，总累计{since}亩</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{name}: this year {year} mu, in all {since} mu</source>
        <translation>{name}本年累计完成{year}亩，总累计{since}亩</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>this month</source>
        <translation>本月</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>this period</source>
        <translation>本期</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{recipient}:</source>
        <translation>{recipient}：</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Overall</source>
        <translation>总体情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Targets of the plan</source>
        <translation>任务完成情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By category</source>
        <translation>分类别情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By township</source>
        <translation>分乡镇情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By priority zone</source>
        <translation>四区两线情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Since the last report</source>
        <translation>与上期相比</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Work done</source>
        <translation>工作开展情况</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By the cut-off date {year} mu are counted in {this_year}; {expected} mu are expected by 31 December, with all patches of {this_year} that do not count yet.</source>
        <translation>截止日期前{this_year}已完成{year}亩；连同{this_year}尚未计入的图斑，预计12月31日前共{expected}亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>After {after} and up to {until}, {period} mu were remediated {span}; {year} mu in {this_year}, {since} mu since {first}, on {n} patches.</source>
        <translation>{after}（不含）至{until}，{span}完成治理面积{period}亩；{this_year}累计完成{year}亩，{first}以来累计完成{since}亩，涉及图斑{n}个。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Up to {until}, {period} mu more were remediated {span} than in the last report (up to {before}); {year} mu in {this_year}, {since} mu since {first}, on {n} patches.</source>
        <translation>截至{until}，{span}完成治理面积{period}亩（为与上期报告之差，上期截至{before}）；{this_year}累计完成{year}亩，{first}以来累计完成{since}亩，涉及图斑{n}个。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Up to {until}, {year} mu were remediated in {this_year}, {since} mu since {first}, on {n} patches.</source>
        <translation>截至{until}，{this_year}累计完成治理面积{year}亩，{first}以来累计完成{since}亩，涉及图斑{n}个。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Account: all patches {total} mu = counted {since} mu + overlap {overlap} mu + not counted {not_counted} mu; of the counted ground {outside} mu lie outside every township.</source>
        <translation>面积平衡：全部图斑{total}亩＝计入{since}亩＋重叠{overlap}亩＋不计入{not_counted}亩；计入面积中有{outside}亩在各乡镇界外。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Account: all patches {total} mu = counted {since} mu + not counted {not_counted} mu; ground that patches share, {overlap} mu, is counted for each; {outside} mu lie outside every township.</source>
        <translation>面积平衡：全部图斑{total}亩＝计入{since}亩＋不计入{not_counted}亩；图斑间重叠{overlap}亩按各图斑分别计入；计入面积中有{outside}亩在各乡镇界外。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Figures of this period are left out: they need a first day and dated patches, or an earlier report to compare with.</source>
        <translation>本期数未列：需要起始日期和带日期的图斑，或者可供比较的上期报告。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By target set {set}, {target} mu are due in {year}: {done} mu are remediated, completion {completion}, still missing {missing} mu.</source>
        <translation>按任务口径{set}，{year}任务{target}亩，已完成{done}亩，完成率{completion}，尚差{missing}亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>By target set {set}, {target} mu are due in all up to {year}: {done} mu are remediated, completion {completion}, still missing {missing} mu.</source>
        <translation>按任务口径{set}，至{year}累计任务{target}亩，已完成{done}亩，完成率{completion}，尚差{missing}亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>What is missing is summed by category: the surplus of one never makes up for another.</source>
        <translation>尚差面积按类别分别计算后相加，某一类别超额完成的面积不抵补其他类别的缺口。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/words.py"/>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Target up to {year}</source>
        <translation>至{year}累计任务</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Remediated</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Still missing</source>
        <translation>尚差</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Targets and completion (target set {set})</source>
        <translation>任务完成情况（任务口径{set}）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Completion is against target set {set}, from its first year on; work before it is not set against it.</source>
        <translation>注：完成率按任务口径{set}计算，自该口径首个任务年度起算，之前完成的面积不计入。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>The plan does not agree with itself: target set {set} gives {own} mu in all, target set {other} {theirs} mu; the plan does not explain the difference of {difference} mu.</source>
        <translation>注：方案前后不一致：任务口径{set}合计{own}亩，任务口径{other}合计{theirs}亩，相差{difference}亩，方案未作说明。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Remediated area by category</source>
        <translation>分类别治理面积</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>this year</source>
        <translation>本年</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>No ground was remediated {when} in {count} townships.</source>
        <translation>其余{count}个乡镇{when}未完成治理面积。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>No ground was remediated {when} in any township.</source>
        <translation>各乡镇{when}均未完成治理面积。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>The townships stand in annex 1.</source>
        <translation>分乡镇数据见附件1。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Inside the priority zones, every square metre once: {span} {period} mu, this year {year} mu, in all {since} mu.</source>
        <translation>四区两线范围内（不重复）{span}完成{period}亩，本年累计{year}亩，总累计{since}亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Inside the priority zones, every square metre once: this year {year} mu, in all {since} mu.</source>
        <translation>四区两线范围内（不重复）本年累计完成{year}亩，总累计{since}亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{name} {net} mu (with repeats {gross} mu)</source>
        <translation>{name}{net}亩（可重复{gross}亩）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>In all by class: {clauses}.</source>
        <translation>总累计中：{clauses}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>{column}, with repeats</source>
        <translation>{column}（可重复）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Without repeats, ground in several zones belongs to the first class in the order of the table.</source>
        <translation>注：不重复统计时，同属多类区线的面积计入表中排在前面的一类。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Remediated area by priority zone</source>
        <translation>四区两线治理面积</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>The column of the period is the difference of what two reports print; rounding may leave 0.01 mu in it.</source>
        <translation>本期数为两期报告印出数之差，可因尾差相差0.01亩。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Nothing has changed since the last report (up to {until}).</source>
        <translation>与上期报告（截至{until}）相比无变化。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Since the last report (up to {until}) the area counted in all has changed: {changes}.</source>
        <translation>与上期报告（截至{until}）相比，累计面积变化如下：{changes}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Other figures differ from the last report by 0.01 mu for rounding only; their ground is the same.</source>
        <translation>其他数据与上期相差0.01亩的，仅因尾差调整，面积未变。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>in all</source>
        <translation>总累计</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{place} from {old} to {new} mu ({difference})</source>
        <translation>{place}由{old}亩变为{new}亩（{difference}）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{name}: {old} mu then, {new} mu now</source>
        <translation>{name}原报{old}亩，更正为{new}亩</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Figures of the last report corrected (ground dated up to {until}): {parts}.</source>
        <translation>上期数据更正（截至{until}的面积）：{parts}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Problems</source>
        <translation>存在问题</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/report.py"/>
        <source>Next steps</source>
        <translation>下一步安排</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Annexes: 1. {first}</source>
        <translation>附件：1. {first}</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Remediated area by township and year</source>
        <translation>分乡镇分年度治理面积表</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>2. {second}</source>
        <translation>2. {second}</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Map</source>
        <translation>矿山治理进展图</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>(Contact: {contact})</source>
        <translation>（联系人及电话：{contact}）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Remediated area and target by year (mu)</source>
        <translation>各年度治理面积与任务（亩）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <location filename="../reports/recheck_page.py"/>
        <location filename="../reports/report_workbook.py"/>
        <source>Figures digest: {digest}</source>
        <translation>数据摘要码：{digest}</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>The digest proves the figures: it is made from inputs, parameters and figures of the manifest.</source>
        <translation>摘要码由清单中的输入、参数和数据算得，可据以核对本报告数据。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>The last report counted by another area ({area}); every difference contains this change too.</source>
        <translation>上次报告按{area}统计，与本次口径不同，以下各项差额均含口径变化的影响。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Newly counted, {count} patches: {patches}.</source>
        <translation>新增计入图斑{count}个：{patches}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>No longer counted, {count} patches: {patches}.</source>
        <translation>不再计入图斑{count}个：{patches}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>Counted with another area, {count} patches: {patches}.</source>
        <translation>计入面积有变的图斑{count}个：{patches}。</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{patch} ({mu} mu)</source>
        <translation>{patch}（{mu}亩）</translation>
    </message>
    <message>
        <location filename="../reports/narrative.py"/>
        <source>{patch} ({old} → {new} mu)</source>
        <translation>{patch}（{old}→{new}亩）</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>A figure without a key</source>
        <translation>未编码的数据</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>table {table}, row {row}, column {column}</source>
        <translation>第{table}个表第{row}行第{column}列</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>{figure}: {was} became {now}.</source>
        <translation>{figure}：原为{was}，现为{now}。</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>{figure}: {was} is no longer there.</source>
        <translation>{figure}：原数{was}已不在文中。</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>{figure}: the unit {was} became {now}.</source>
        <translation>{figure}：单位由“{was}”改为“{now}”。</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>Removed: “{sentence}”</source>
        <translation>已删除：“{sentence}”</translation>
    </message>
    <message>
        <location filename="../reports/recheck.py"/>
        <source>{place}: the sum {total} is not what its parts give, {parts}.</source>
        <translation>{place}：合计为{total}，各项相加应为{parts}。</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Figure changed</source>
        <translation>数据改动</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Figure missing</source>
        <translation>数据缺失</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Unit changed</source>
        <translation>单位改动</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Sentence or row removed</source>
        <translation>语句或行被删</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Does not add up</source>
        <translation>合计不符</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>{count} differences were found.</source>
        <translation>共发现{count}处不符。</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>All {count} figures stand as in the report, and all sums add up.</source>
        <translation>全部{count}个数据与报告一致，合计均相符。</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <source>Check of the edited document “{document}”</source>
        <translation>改后文档核对：“{document}”</translation>
    </message>
    <message>
        <location filename="../reports/recheck_page.py"/>
        <location filename="../reports/templates.py"/>
        <source>en</source>
        <translation>zh-CN</translation>
    </message>
    <message>
        <location filename="../reports/report.py"/>
        <source>Year-end restatement</source>
        <translation>年终核定报告</translation>
    </message>
    <message>
        <location filename="../reports/report.py"/>
        <source>{year}-{month}-{day}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Statistics form</source>
        <translation>统计表</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Completed (mu)</source>
        <translation>完成面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Of it</source>
        <translation>其中</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Funds invested (10 000 yuan)</source>
        <translation>投入资金（万元）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Name of the mine</source>
        <translation>矿山名称</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Zones and lines</source>
        <translation>四区两线</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Target of the year (mu)</source>
        <translation>年度任务（亩）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Main works</source>
        <translation>主体工程</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Vegetation restored</source>
        <translation>植被恢复</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Mode of restoration</source>
        <translation>恢复方式</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Budget</source>
        <translation>财政</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Society</source>
        <translation>社会</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Plan filed</source>
        <translation>方案备案</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Progress of the special campaign up to {day}. {basis}</source>
        <translation>专项行动进展情况统计表（截至{day}）。{basis}</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Unit: mu, 10 000 yuan</source>
        <translation>单位：亩、万元</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>{name}, subtotal</source>
        <translation>{name}小计</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>County total</source>
        <translation>全县合计</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Target set {set}</source>
        <translation>任务口径{set}</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Filled in by (office): {issuer}    Head:            Filled in by:            Telephone: {contact}    Date:</source>
        <translation>填报单位：{issuer}    负责人：            填表人：            联系电话：{contact}    填报日期：</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Cut-off date: {day}. Area: {basis}. Targets: {set}. Rounding: printed figures add up; * is rounded up or down by at most 0.01 mu.</source>
        <translation>截止日期：{day}。面积口径：{basis}。任务口径：{set}。尾差：表内数据加总一致，带*的数因此进或舍至多0.01亩。</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>none given</source>
        <translation>未提供</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Years and targets</source>
        <translation>年度类别任务</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by category and year. {basis}</source>
        <translation>分类别、分年度治理面积，{basis}</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Remediated area by category and year (mu)</source>
        <translation>分类别分年度治理面积（亩）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Target set {set}: targets and completion</source>
        <translation>任务口径{set}：任务与完成</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source> (chosen)</source>
        <translation>（采用）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Difference between the target sets (not explained by the plan)</source>
        <translation>任务口径之间的差额（未分解，方案未说明）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Chosen set</source>
        <translation>采用口径</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Other set</source>
        <translation>另一口径</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Not broken down</source>
        <translation>未分解</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>{column}, counted once</source>
        <translation>{column}（不重复）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by priority zone. {basis}</source>
        <translation>四区两线治理面积，{basis}</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Counted once, ground in several zones belongs to the first class in the order of the table.</source>
        <translation>不重复统计时，同属多类区线的面积计入表中排在前面的一类。</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Last report</source>
        <translation>上期</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>This report</source>
        <translation>本期报告</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Counted then (mu)</source>
        <translation>上期计入（亩）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Counted now (mu)</source>
        <translation>本期计入（亩）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>What has changed since the report up to {until}</source>
        <translation>与上期报告（截至{until}）相比的变化</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Figures of the last report corrected</source>
        <translation>上期数据更正</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Through these patches</source>
        <translation>涉及图斑</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>(continued)</source>
        <translation>（续）</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/templates.py"/>
        <source>Key</source>
        <translation>代码</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <location filename="../reports/templates.py"/>
        <source>As printed</source>
        <translation>印出数</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Unrounded</source>
        <translation>未取整</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>m², unrounded</source>
        <translation>平方米，未取整</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Behind the figures</source>
        <translation>数据依据</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>About the form</source>
        <translation>填表说明</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>These columns cannot be filled from the layers and are left empty for handwriting: {columns}.</source>
        <translation>以下各栏无法由图层得出，留空手填：{columns}。</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Targets are given for the county, not for townships: the column of targets is filled in their rows only.</source>
        <translation>任务只下达到县、未分解到乡镇，任务栏只填在任务口径各行。</translation>
    </message>
    <message>
        <location filename="../reports/report_workbook.py"/>
        <source>Patches are counted once per row; one in two townships stands in both, so the numbers need not add up.</source>
        <translation>图斑数按行统计，跨乡镇的图斑各行都计，因此不能相加。</translation>
    </message>
    <message>
        <location filename="../reports/sheets.py"/>
        <source>Calibri</source>
        <translation>宋体</translation>
    </message>
    <message>
        <location filename="../reports/templates.py"/>
        <source>Figures digest</source>
        <translation>数据摘要码</translation>
    </message>
    <message>
        <location filename="../reports/templates.py"/>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../reports/templates.py"/>
        <source>Keys for templates</source>
        <translation>模板代码表</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Converted by the {basis}</source>
        <translation>按{basis}折算</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Ellipsoidal area (CGCS2000)</source>
        <translation>椭球面积（CGCS2000）</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Unit: mu</source>
        <translation>单位：亩</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Unit: mu ({basis})</source>
        <translation>单位：亩（{basis}）</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>* adjusted so that rows and columns add up: single figures by at most 0.01 mu; sums are those of what is printed.</source>
        <translation>* 为使行列合计一致，该数按尾差调整：单项不超过0.01亩，合计为所列各数之和。</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Outside the zones</source>
        <translation>区线外</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>No layer given</source>
        <translation>未提供图层</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Outside every township</source>
        <translation>乡镇外</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <location filename="../ui/models.py"/>
        <source>Undated</source>
        <translation>未定年度</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>{year}</source>
        <translation>{year}年</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>{first}–{last}</source>
        <translation>{first}—{last}年</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Preliminary acceptance</source>
        <translation>初验</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Acceptance</source>
        <translation>验收</translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Verification</source>
        <translation>核查</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Townships by year</source>
        <translation>乡镇年度</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by township and year. {basis}</source>
        <translation>各乡镇分年度治理面积，{basis}</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Categories and targets</source>
        <translation>类别目标</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Completion of the targets</source>
        <translation>目标完成情况</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>By township and zone, ground in several zones counted in the first class only</source>
        <translation>分乡镇、分区线（同一地块位于多个区线的，只计入排在最前的一类）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Townships (mu in each)</source>
        <translation>所属乡镇（亩）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>List of patches. {basis}</source>
        <translation>图斑清单，{basis}</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Patch that loses it</source>
        <translation>扣减的图斑</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Year of the first</source>
        <translation>计入图斑年度</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Year of the second</source>
        <translation>扣减图斑年度</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Ground that patches share. {treated}</source>
        <translation>图斑之间的重叠面积。{treated}</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area (m²), unrounded</source>
        <translation>面积（平方米，未取整）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area (mu), unrounded</source>
        <translation>面积（亩，未取整）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>How the figures were made</source>
        <translation>数据说明</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Warnings</source>
        <translation>提示</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Provenance</source>
        <translation>数据来源与参数</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remarks</source>
        <translation>注</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing (negative: ahead)</source>
        <translation>差额（负数为超额）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative target</source>
        <translation>累计目标</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative remediated</source>
        <translation>累计完成</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <location filename="../ui/models.py"/>
        <location filename="../ui/pages.py"/>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing in all: {mu} mu (what is behind; what is ahead elsewhere is not set off against it).</source>
        <translation>尚差合计{mu}亩（只计未完成部分，不以超额部分抵扣）。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>≈ the plan gives this target as approximate.</source>
        <translation>≈ 方案中该目标为约数。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area in the class, repeats included</source>
        <translation>各类面积（可重复）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area in the class, counted once</source>
        <translation>各类面积（不重复）</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Whole patches by their first class</source>
        <translation>按图斑归类</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Ground that lies in several zones is in the first account once per class; in the second it belongs to the first class in the order of the table, and the classes add up. The third takes each patch as a whole.</source>
        <translation>同一地块位于多个区线的：“可重复”一栏在各类中分别计入；“不重复”一栏只计入表中排在最前的一类，各类可以相加；“按图斑归类”一栏按整个图斑计。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All patches {total} = counted {counted} + overlap {overlap} + not counted {not_counted}</source>
        <translation>全部图斑 {total} = 计入 {counted} + 重叠 {overlap} + 不计入 {not_counted}</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All patches {total} = counted {counted} + not counted {not_counted}; of it counted twice: {overlap}</source>
        <translation>全部图斑 {total} = 计入 {counted} + 不计入 {not_counted}；其中重复计入 {overlap}</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing to the targets</source>
        <translation>距目标尚差</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Not named</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Areas are summed unrounded and rounded once, to 0.01 mu, so that the rows and columns of every table add up; a figure is then its true value rounded up or down. Figures that are not their own nearest value are marked with *.</source>
        <translation>面积按未取整的数值汇总，一次取整到0.01亩，使各表行列合计一致；因此表中数值为真值向上或向下取整，与四舍五入不同的数以*标出。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>The area of a single patch is always rounded by itself; the patches of the list can therefore differ from the totals in the last digits. The sheet of data holds the unrounded pieces.</source>
        <translation>单个图斑的面积各自四舍五入，清单相加与合计可能有尾差。“数据”表为未取整的分块面积。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>1 mu = 2000/3 m²; areas are ellipsoidal (CGCS2000), independent of the map projection.</source>
        <translation>1亩＝2000/3平方米；面积为椭球面积（CGCS2000），与地图投影无关。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>A zone class without a layer has no figures; it does not mean that nothing lies in it.</source>
        <translation>未提供图层的区线没有数据，不表示其中没有图斑。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>It is counted once, for the patch that keeps it.</source>
        <translation>重叠部分只计一次，计入保留的图斑。</translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>It is counted for both patches, as asked.</source>
        <translation>按要求在两个图斑中都计入。</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Accept a submission</source>
        <translation>接收报送图斑</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>A new layer of the patches held, with the accepted ones replaced, added or taken away.</source>
        <translation>生成新图层：在现有图斑基础上，替换、新增或去掉已接收的图斑。</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Makes a new layer: the patches held now, with those whose numbers are accepted replaced (changed, same), added (new) or taken away (missing). Numbers are those of “Compare a submission”. * stands for every patch that came in; missing ones are taken away only by their own number. New patches whose number comes several times in the submission are never accepted.

The layer has the fields and the coordinate system of what is held now. Neither of the two layers is changed. A replaced patch keeps its identity and the values of fields that the submission does not have or leaves empty; areas and zones that were computed from its former ground become empty.

A campaign is not changed either: bring the new layer in with “Load layers into a campaign”, which updates the patches by number and keeps their history. Patches that were taken away stay in the campaign until somebody deletes them there; those with recorded steps cannot be deleted.</source>
        <translation>生成新图层：以现有图斑为基础，对所填编号的图斑，有变化或相同的予以替换，新增的予以增加，缺少的予以去掉。编号取自“比对报送图斑”的结果。* 表示本次报送的全部图斑；缺少的图斑须逐个填写编号才会去掉。同一次报送中编号重复的新增图斑不予接收。

新图层沿用现有图层的字段和坐标系，两个原图层均不改动。被替换的图斑保留原有标识，报送图层没有或为空的字段保留原值；按原范围计算的面积和区线字段清空，须重新计算。

专项行动数据库也不改动：请用“导入图层”将新图层导入，按编号更新图斑并保留修改历史。去掉的图斑仍留在数据库中，需人工删除；已有办理记录的不能删除。</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Accepted numbers</source>
        <translation>接收的图斑编号</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Numbers of the accepted patches, separated by commas; * for every patch that came in.</source>
        <translation>接收的图斑编号，用逗号分隔；* 表示本次报送的全部图斑。</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>The patches held from now on, as a new layer.</source>
        <translation>接收后的全部图斑，为新图层。</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Patches after acceptance</source>
        <translation>接收后的图斑</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Replaced patches</source>
        <translation>替换图斑数</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Added patches</source>
        <translation>新增图斑数</translation>
    </message>
    <message>
        <location filename="../processing/accept_submission.py"/>
        <source>Patches taken away</source>
        <translation>去掉图斑数</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Progress of remediation</source>
        <translation>治理进展</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <location filename="../ui/runs.py"/>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，未写入任何文件。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_base.py"/>
        <source>The campaign's database (.gpkg) or its project (.qgz).</source>
        <translation>专项行动的数据库（.gpkg）或工程（.qgz）。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_layers.py"/>
        <source>Export the layers of a campaign for other programs</source>
        <translation>导出专项行动图层（供其他软件使用）</translation>
    </message>
    <message>
        <location filename="../processing/campaign_layers.py"/>
        <source>Shapefile, KML, DXF and other formats, also a version for outside, everything taken from the campaign.</source>
        <translation>shapefile、KML、DXF等格式，可出对外版，全部数据取自专项行动。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_layers.py"/>
        <source>Takes layers, fields, zone rules, targets and the counting step from the campaign and makes the same folder as “Export progress layers for other programs”, by the same computation.

The version for outside holds category, status and year of each patch, but no number, name or remark of the campaign.</source>
        <translation>图层、字段、区线规则、任务指标和计入环节均取自专项行动，以同一计算生成与“导出进展图层（供其他软件使用）”相同的文件夹。

对外版只保留各图斑的类别、状态和年度，不含专项行动中的编号、名称和备注。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_maps.py"/>
        <source>Export the maps of a campaign</source>
        <translation>导出专项行动地图</translation>
    </message>
    <message>
        <location filename="../processing/campaign_maps.py"/>
        <source>County map, atlases and two dates side by side, everything taken from the campaign.</source>
        <translation>县域图、图册和两期对比图，数据全部取自专项行动库。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_maps.py"/>
        <source>Takes layers, fields, zone rules, targets and the counting step from the campaign and draws the same maps as “Export maps”, by the same computation.

A comparison shows the campaign up to the date of comparison beside its state up to the cut-off date.</source>
        <translation>图层、字段、区线规则、任务和计入环节取自专项行动库，按“导出地图”相同的计算方法绘制相同的地图。

对比图将截至对比日期的状态与截至截止日期的状态并列。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_maps.py"/>
        <source>Date of comparison</source>
        <translation>对比日期</translation>
    </message>
    <message>
        <location filename="../processing/campaign_maps.py"/>
        <source>For a comparison: the earlier day, included.</source>
        <translation>用于对比图：前期日期，含当日。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>There is no campaign at “{file}”. Choose its database (.gpkg) or its project (.qgz).</source>
        <translation>“{file}”处没有专项行动数据库。请选择其数据库（.gpkg）或工程（.qgz）。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Folder “{folder}” holds several databases ({files}). Choose the one that is meant.</source>
        <translation>文件夹“{folder}”中有多个数据库（{files}）。请选定其中一个。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” is not the database of a campaign. Choose one made with “Create a campaign”.</source>
        <translation>“{file}”不是专项行动数据库。请选择用“新建专项行动”建立的数据库。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” is being changed by another program ({detail}); nothing was changed. Close it there, or save its edits, and run again.</source>
        <translation>“{file}”正被其他程序修改（{detail}），本次未作任何改动。请在该程序中保存或关闭后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layers of “{file}” are in edit mode in this QGIS ({layers}); nothing was changed. Save or cancel the edits and run again.</source>
        <translation>“{file}”的图层在本 QGIS 中处于编辑状态（{layers}），本次未作任何改动。请保存或取消编辑后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” does not take these values: {detail}. Nothing was changed; correct them and run again.</source>
        <translation>“{file}”不接受这些值：{detail}。未作任何改动，请更正后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” could not be changed ({detail}); it is as it was. Look whether the folder may be written to and the disk has room.</source>
        <translation>“{file}”无法写入（{detail}），保持原样。请检查文件夹是否可写、磁盘是否有空间。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Beside “{file}” lies “{log}” with the last changes: a copy of the database alone would lack them. Copy the whole folder, or use “Pack a campaign”.</source>
        <translation>“{file}”旁有“{log}”，其中是最近的改动：只复制数据库文件会丢失这些改动。请复制整个文件夹，或使用“打包专项行动”。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{folder}” exists already. Choose another name or another folder.</source>
        <translation>“{folder}”已经存在。请换一个名称或文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{name}” cannot be the name of a file. Leave out &lt; &gt; : " / \ | ? * and do not end with a dot or a blank.</source>
        <translation>“{name}”不能用作文件名。请去掉 &lt; &gt; : " / \ | ? * 等字符，末尾不要用句点或空格。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{crs}” has no EPSG number, which a campaign needs. Choose one that has (for Xinbin usually EPSG:4530).</source>
        <translation>“{crs}”没有 EPSG 编号，专项行动数据库需要有编号的坐标系。请另选（新宾一般为 EPSG:4530）。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The Python library psycopg2, which speaks with PostGIS, is missing; nothing was made. Use QGIS's own Python, which has it, or leave the connection empty.</source>
        <translation>缺少连接 PostGIS 所需的 Python 库 psycopg2，未建立任何内容。请使用 QGIS 自带的 Python，或不填连接。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The PostGIS database does not take the campaign ({detail}); nothing was made. Look at the connection, the right to create schemas, and the extension postgis.</source>
        <translation>无法在 PostGIS 数据库中建立专项行动（{detail}），未建立任何内容。请检查连接、建立模式的权限和 postgis 扩展。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The database has a schema “{schema}” already; nothing was made. Choose another name for the campaign.</source>
        <translation>数据库中已有模式“{schema}”，未建立任何内容。请为专项行动另取名称。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” had no project of its name; “{project}” was written anew.</source>
        <translation>“{file}”没有同名工程，已重新生成“{project}”。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” was made by a newer version of this program (schema {found}, known here {known}) and is not changed. Install the newer version.</source>
        <translation>“{file}”由本程序的更高版本建立（数据库版本 {found}，本程序支持到 {known}），未作任何改动。请安装新版本。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” was made by an older version of this program (schema {found}, needed here {known}) and is not changed. Make a migrated copy with “Migrate a campaign”.</source>
        <translation>“{file}”由本程序的较早版本建立（数据库版本 {found}，需要 {known}），未作任何改动。请用“升级专项行动”生成升级后的副本。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Choose a campaign or a plan.</source>
        <translation>请选择专项行动或工作方案。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>There is no plan “{plan}”. Plans that come with the program: {plans}</source>
        <translation>没有工作方案“{plan}”。程序自带的方案：{plans}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}” cannot be read ({detail}). Save it again as .xlsx.</source>
        <translation>工作簿“{file}”无法读取（{detail}）。请重新另存为 .xlsx。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Reading a plan from a workbook needs the Python library openpyxl, which is missing here. Install the offline zip of this plugin, which brings it.</source>
        <translation>从工作簿读取方案需要 Python 库 openpyxl，本机没有。请安装本插件的离线版，其中自带该库。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>{number} ({paragraph}): {what}; difference {mu} mu</source>
        <translation>{number}（{paragraph}）：{what}；相差 {mu} 亩</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{choice}” is no choice for {subject}. Choices: {choices}</source>
        <translation>“{choice}”不是 {subject} 的可选项。可选：{choices}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>A decision needs a date. Fill it in.</source>
        <translation>决定须有日期，请填写。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}” has no sheet “{sheet}”. Sheets found: {sheets}. Use the template.</source>
        <translation>工作簿“{file}”没有工作表“{sheet}”。现有工作表：{sheets}。请使用模板。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”: the head “{head}” is missing. Use the template.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”：缺少表头“{head}”。请使用模板。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: a formula ({value}) stands where a value is needed. Write the value itself.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：此处须填数值，却是公式（{value}）。请直接填写数值。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: the value is missing. Fill it in.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：未填写，请补填。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not a number of at least 0. Write it as 40.4.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：“{value}”不是不小于 0 的数字。请写成 40.4 的形式。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not a year, or lies before the first year of its span. Write it as 2020.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：“{value}”不是年份，或早于起始年度。请写成 2020 的形式。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not known. Known are: {known}</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：无法识别“{value}”。可用：{known}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is there already. Keep one.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：“{value}”已经出现过。请只保留一处。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Workbook “{file}”, sheet “{sheet}”, cell {cell}: the part {value} is larger than its whole {figure} ({total}). Correct one of them.</source>
        <translation>工作簿“{file}”，工作表“{sheet}”，单元格 {cell}：分项 {value} 大于其总数 {figure}（{total}）。请更正其中之一。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Field mapping: “{part}” is not of the form target=source. Separate the pairs by “;”.</source>
        <translation>字段对应：“{part}”不是“目标字段=来源字段”的形式。各组之间用“;”分隔。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Field mapping: there is no field “{target}” to fill. Fields: {targets}</source>
        <translation>字段对应：没有可填写的字段“{target}”。可用字段：{targets}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>There is no saved mapping “{mapping}” for this table, and it is not of the form target=source.</source>
        <translation>该数据表没有名为“{mapping}”的字段对应，且不是“目标字段=来源字段”的形式。请检查名称。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>No field of layer “{layer}” was recognised for this table. Give a mapping, such as target=source. Fields of the layer: {fields}</source>
        <translation>图层“{layer}”中没有识别出可用于该数据表的字段。请填写字段对应（目标字段=来源字段）。图层字段：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}” ({kind}) cannot fill the table {table}. Choose a layer of the right kind.</source>
        <translation>图层“{layer}”（{kind}）不能导入“{table}”。请选择类型相符的图层。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: fields were taken over as {mapping}</source>
        <translation>图层“{layer}”：字段对应为 {mapping}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: {count} values for “{field}” were not understood and stay empty: {examples}</source>
        <translation>图层“{layer}”：“{field}”有 {count} 个值无法识别，留空：{examples}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: {count} rows without “{field}” were rejected: {ids}</source>
        <translation>图层“{layer}”：{count} 条记录缺少“{field}”，未采用：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: {count} rows without geometry were rejected: {ids}</source>
        <translation>图层“{layer}”：{count} 条记录没有图形，未采用：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: {count} rows repeat the “{field}” of an earlier one and were rejected: {ids}</source>
        <translation>图层“{layer}”：{count} 条记录的“{field}”与前面的重复，未采用：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Layer “{layer}”: {count} patches have a step but no date; without a date no step is recorded and they do not count. Give the date with “Record a status”: {ids}</source>
        <translation>图层“{layer}”：{count} 个图斑有环节而无日期，未登记环节，不计入完成。请用“登记办理环节”补登日期：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>No patch number is given. Give at least one, separated by commas.</source>
        <translation>没有填写图斑编号。请至少填写一个，多个用逗号分隔。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The campaign has no patches with these numbers: {ids}. Check the numbers.</source>
        <translation>专项行动中没有这些编号的图斑：{ids}。请核对编号。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{value}” is not an area of at least 0 mu. Write it as 12.5.</source>
        <translation>“{value}”不是不小于 0 的亩数。请写成 12.5 的形式。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The campaign has no townships yet. Bring them in with “Load layers into a campaign”.</source>
        <translation>专项行动中还没有乡镇。请用“导入图层”导入乡镇。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>{mu} mu of the plan are allocated to no year ({subject}: 2018 or a slip, the plan does not say); nobody has decided yet. They are in no ratio.</source>
        <translation>方案中有 {mu} 亩未分解到年度（{subject}：属2018年或为笔误，方案未说明），尚无人决定，不计入任何完成率。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>{mu} mu of the plan are allocated to no year ({subject}); decided: {choice} ({name}, {day}; {basis})</source>
        <translation>方案中有 {mu} 亩未分解到年度（{subject}）；已决定：{choice}（{name}，{day}；{basis}）</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Decided: {subject}: {choice} ({name}, {day}; {basis})</source>
        <translation>已决定：{subject}：{choice}（{name}，{day}；{basis}）</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Patches count by their {basis}, spread over their ground in proportion to its official area.</source>
        <translation>本表面积按{basis}折算：各图斑的该项面积按法定面积比例分摊到其计入地块。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Targets: set “{target_set}” of the plan “{plan}”.</source>
        <translation>任务：采用方案“{plan}”的口径“{target_set}”。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Set {target_set}, {span}: {allocated} of {target} mu are allocated to townships; remainder {remainder} mu.</source>
        <translation>口径 {target_set}，{span} 年：任务 {target} 亩，已分解到乡镇 {allocated} 亩，余 {remainder} 亩。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The rule for {zone_class} is by line of sight, which cannot be computed here. Load the ground that can be seen as zones and give the distance 0.</source>
        <translation>{zone_class}的认定规则为直观可视范围，此处无法计算。请将可视范围作为区线面导入，距离填 0。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The rules for {zone_class} give several distances ({distances} m); a class is computed with one. Give the levels that count the same distance.</source>
        <translation>{zone_class}的认定规则有多个距离（{distances} 米），一个类别只能按一个距离计算。请将计入的各级别改为同一距离。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>There is no rule with a distance for {zone_class}; its zones count as drawn.</source>
        <translation>{zone_class}没有带距离的认定规则，按图上范围计算。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Lines of {zone_class} need a distance, and no rule gives one. Add a zone rule with distance and basis.</source>
        <translation>{zone_class}须有距离，但没有认定规则给出距离。请在“区线认定规则”中填写距离和依据。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>{count} patches of coal mines are recorded but not in the totals: the plan is for other mines.</source>
        <translation>{count} 个煤矿图斑只登记、不计入合计：本方案针对非煤矿山。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>Claim in {document}, up to {day}, {place}: expected {expected}, held {held}, difference {difference}; patches: {ids}</source>
        <translation>外部数字核对：{document}，截至 {day}，{place}：声明 {expected}，实有 {held}，相差 {difference}；图斑：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>The copy has other rows than the campaign ({table}); nothing was packed. Run again.</source>
        <translation>副本与专项行动数据库的记录数不同（{table}），未打包。请重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_messages.py"/>
        <source>“{file}” has the current schema ({known}) already; there is nothing to migrate.</source>
        <translation>“{file}”已是当前数据库版本（{known}），无需升级。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_progress.py"/>
        <source>Export the progress of a campaign</source>
        <translation>专项行动进展导出</translation>
    </message>
    <message>
        <location filename="../processing/campaign_progress.py"/>
        <source>Styled GeoPackage, Excel workbook and county map, everything taken from the campaign.</source>
        <translation>图层、工作簿和全县图，全部数据取自专项行动。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_progress.py"/>
        <source>Takes layers, fields, zone rules, targets and the counting step from the campaign and makes the same outputs as “Export progress layers, workbook and map”, by the same computation.

A patch counts from its first event at the counting step or a later one; its year is the year of that event. The target set is the one decided on unless another is given here. What the plan leaves open is printed with the figures until somebody decides it.</source>
        <translation>从专项行动中取用图层、字段、区线规则、任务和计入环节，按同一计算生成与“导出治理进展（图层、表格、地图）”相同的成果。

图斑自首次达到计入环节（或更后环节）起计入，年度为该次办理的年份。任务口径采用已决定的口径，也可在此另行指定。方案中的待定事项在决定之前随数字一并注明。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>History with signatures</source>
        <translation>修改历史（含署名）</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Editing</source>
        <translation>编辑记录</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>About (mu); the summary is what counts</source>
        <translation>约（亩），以汇总为准</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Lies in</source>
        <translation>所在乡镇</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Areas</source>
        <translation>面积</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Restoration</source>
        <translation>恢复治理</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Patches and mines</source>
        <translation>图斑与矿山</translation>
    </message>
    <message>
        <location filename="../processing/campaign_project.py"/>
        <source>Zones</source>
        <translation>四区两线</translation>
    </message>
    <message>
        <location filename="../processing/campaign_report.py"/>
        <source>Export the report of a campaign</source>
        <translation>专项行动报告导出</translation>
    </message>
    <message>
        <location filename="../processing/campaign_report.py"/>
        <source>Document, workbook, map and layers in one dated folder, everything taken from the campaign.</source>
        <translation>文档、报表、图件和图层存入以日期命名的文件夹，全部数据取自专项行动。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_report.py"/>
        <source>Takes layers, fields, zone rules, targets, deadlines and decisions from the campaign and makes the same folder as “Export the report: document, workbook and map”, by the same computation.

What the plan leaves open stands under every completion until somebody decides it; then the decision stands there with name, date and basis. A complete report is kept in the campaign with its digest, and the patches that it counts cannot be deleted any more.</source>
        <translation>图层、字段、区线规则、任务、报送时限和决定均取自专项行动，按与“导出报告：文档、报表和图件”相同的计算生成同样的文件夹。

方案中未明确的事项在作出决定之前注于各完成率之下；决定之后注明决定人、日期和依据。完整的报告连同数据摘要码登记到专项行动中，报告计入的图斑此后不能删除。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_sources.py"/>
        <source>The database “{old}” is now called “{new}”; the layers of this project do not find it.</source>
        <translation>数据库“{old}”已改名为“{new}”，本工程的图层找不到数据。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_twin.py"/>
        <location filename="../processing/parameters.py"/>
        <source>Patches dated later do not count; the day itself does.</source>
        <translation>晚于该日期的图斑不计入，当日计入。</translation>
    </message>
    <message>
        <location filename="../processing/campaign_twin.py"/>
        <source>Empty: the set that was decided on.</source>
        <translation>留空：采用已决定的口径。</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <source>Check a work plan</source>
        <translation>核对工作方案</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <source>Sums of parts, years and stages that do not agree, and what the plan leaves out.</source>
        <translation>核对方案各分项、年度、阶段合计是否相符，并列出方案未说明之处。</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <source>Adds up parts, years and stages of every figure of a plan, compares its target sets, and lists what does not agree or is not said, each with its paragraph and the difference in mu.

With a campaign its findings are listed as they stand there, decided ones marked; with a plan alone the plan is checked afresh.</source>
        <translation>对方案中的每个数字核对分项、年度和阶段合计，比较各任务口径，列出不一致和未说明之处，注明条款和相差亩数。

选择专项行动时，列出其中现有的问题，已决定的有标注；只选方案时，重新核对该方案。</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <location filename="../processing/load_plan.py"/>
        <source>Name of a plan that comes with the program, or a workbook (.xlsx) made from the template.</source>
        <translation>程序自带方案的名称，或按模板填写的工作簿（.xlsx）。</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <location filename="../processing/load_plan.py"/>
        <source>Plan</source>
        <translation>工作方案</translation>
    </message>
    <message>
        <location filename="../processing/check_plan.py"/>
        <source>Code, paragraph, what, difference in mu, state.</source>
        <translation>编号、条款、内容、相差亩数、状态。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Classify by priority zone</source>
        <translation>四区两线归类</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Which patch lies in which of the four zones and two lines, and with how many mu.</source>
        <translation>判定各图斑位于四区两线中的哪一类，面积多少亩。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Finds for each mine patch in which of the six classes of priority zones (four zones, two lines) it lies: all classes, the highest one, the name of the zone, the area inside in mu, and the distance to the nearest zone.

Membership is a set: a patch may lie in several classes. The summary keeps both accounts: by class with repeats, and exclusive by precedence, which adds up with the ground outside to the total. Zones of one class that overlap count once. Distances are metres on the ground, whatever the layer's coordinate reference system. Areas are official ellipsoidal areas on CGCS2000; 1 mu = 2000/3 m².</source>
        <translation>判定每个矿山图斑位于四区两线六类中的哪些类：列出全部所在区线、排在最前的一类、区线名称、区线内面积（亩）以及至最近区线的距离。

一个图斑可以同时位于多类区线。汇总表两种口径并列：各类可重复；按先后顺序不重复，各类与区线外相加等于合计。同一类的区线相互重叠的，重叠部分只计一次。距离均为实地距离（米），与图层坐标系无关。面积为CGCS2000椭球面积，1亩＝2000/3平方米。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Classified patches</source>
        <translation>归类图斑</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>The patches with their own fields, area, zone classes, zone name, mu inside and distance.</source>
        <translation>保留图斑原有字段，另加面积、所在区线、区线名称、区线内面积和距离。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Summary by class</source>
        <translation>分区线汇总</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Eight rows: six classes, outside, total; patches, mu with repeats, mu by precedence.</source>
        <translation>共八行：六类区线、区线外、合计；列出图斑数、面积（可重复）、面积（不重复）。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Membership</source>
        <translation>归属明细</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>A row per patch and class: zone, layer, distance, threshold, overlap and share; it explains the class.</source>
        <translation>每个图斑、每类区线一行：区线名称、图层、距离、认定距离、重合面积和占比，作为归类依据。</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Patches inside a zone</source>
        <translation>区线内图斑数</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <location filename="../processing/import_patches.py"/>
        <location filename="../processing/parameters.py"/>
        <source>All patches (mu)</source>
        <translation>全部图斑（亩）</translation>
    </message>
    <message>
        <location filename="../processing/classify_by_zone.py"/>
        <source>Inside zones (mu)</source>
        <translation>区线内面积（亩）</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <location filename="../processing/export_coordinates.py"/>
        <location filename="../processing/intake.py"/>
        <source>Intake</source>
        <translation>收件</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Submission</source>
        <translation>报送图层</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>The patches that came in.</source>
        <translation>本次报送的图斑。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Patches held now</source>
        <translation>现有图斑</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>What they are compared with; the patch layer of a campaign is a layer too.</source>
        <translation>比对的对象；专项行动数据库的图斑图层也可以。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Patch number field</source>
        <translation>图斑编号字段</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Field with the patch numbers in both layers. Without it patches are recognised by their ground alone.</source>
        <translation>两个图层中的图斑编号字段。不填时只按图形识别。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Compare a submission</source>
        <translation>比对报送图斑</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Which patches that came in are new, changed or the same, and which are missing, with mu and IoU.</source>
        <translation>列出报送图斑中新增、变化、相同以及缺少的，附亩数和重合度。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Compares the patches that came in with those held now. A patch is the same where its area differs by at most 0.01 m² and the common ground is at least 0.999999 of all ground (IoU).

Patches are paired by number. Those left over on both sides are paired by their ground, from an IoU of 0.9 on: a patch under another number is changed, not new and missing. New patches on ground that is held already are named.

The differences in mu add up to the whole difference. For pairs the fields whose values differ are named. Nothing is taken over; that is done by “Accept a submission”, number by number.</source>
        <translation>将本次报送的图斑与现有图斑比对。面积相差不超过0.01平方米，且重合部分占两者合并范围的比例（交并比）不低于0.999999的，为相同。

先按编号对应；两边余下的按图形对应，交并比达到0.9的视为同一图斑：改了编号的图斑列为变化，不列为新增和缺少。新增图斑占用已有图斑范围的，予以提示。

各行相差亩数之和即总的相差亩数；对应的图斑还列出取值不同的字段。本功能只比对，不接收；接收用“接收报送图斑”，按编号办理。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>A row per patch: change (new, changed, same, missing), number, mu before and after, difference, IoU.</source>
        <translation>每个图斑一行：比对结果（new 新增、changed 变化、same 相同、missing 缺少）、编号、前后亩数、相差、重合度。</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Comparison</source>
        <translation>比对表</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>New patches</source>
        <translation>新增图斑数</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Changed patches</source>
        <translation>变化图斑数</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Patches that are the same</source>
        <translation>相同图斑数</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Missing patches</source>
        <translation>缺少图斑数</translation>
    </message>
    <message>
        <location filename="../processing/compare_submission.py"/>
        <source>Whole difference (mu)</source>
        <translation>总相差（亩）</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_import.py"/>
        <location filename="../processing/file_preview.py"/>
        <source>pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_import.py"/>
        <source>{plot} (“{file}”, line {line})</source>
        <translation>{plot}（“{file}”第{line}行）</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_import.py"/>
        <source>came in {crs}</source>
        <translation>原坐标系为{crs}</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>Neither a file nor a text is given. Choose the files that came in, or paste the corners.</source>
        <translation>未选择文件，也未粘贴文本。请选择报送的文件，或粘贴拐点坐标。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>“{file}” holds no corners of plots; line {line} reads “{content}”. Look whether it is the right file.</source>
        <translation>“{file}”中没有地块界址点；第 {line} 行为“{content}”。请核对文件是否选对。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>Of “{file}” no plot could be read ({count} were left out). {finding}</source>
        <translation>“{file}”中没有可读取的地块（{count} 个未读入）。{finding}</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>“{file}”: the degrees from line {line} on may be decimal or degrees, minutes and seconds (ddd.mmss). Ask the sender, then write 十进制度 or 度分秒 in a line above them or into the head of their column.</source>
        <translation>“{file}”：第 {line} 行起的经纬度既可能是十进制度，也可能是度分秒（ddd.mmss）。请向报送单位核实，并在其上一行或所在列的表头中注明“十进制度”或“度分秒”。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>The encoding {encoding} has no “{characters}”. Choose GBK or UTF-8.</source>
        <translation>编码 {encoding} 中没有“{characters}”。请选择 GBK 或 UTF-8。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>GBK has no “{characters}”: they were written as GB 18030, and programs that read GBK alone show something else. Write these names otherwise, or choose UTF-8.</source>
        <translation>GBK 没有“{characters}”，已按 GB18030 写出，只认 GBK 的软件会显示为乱码。请改用其他字，或选用 UTF-8。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} numbers or names hold a comma, @, * or a line break, by which fields are told. Marks were written in full width, breaks as blanks, and so they come back: {ids}. Choose others where numbers must stay as they are.</source>
        <translation>有 {count} 个编号或名称含有逗号、@、* 或换行，这些是文本的分隔符号，已改为全角（换行改为空格），再导入时也是改后的写法：{ids}。编号须保持原样的，请改用不含这些符号的编号。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>A corner string has a name for each block and no number: the numbers of {count} plots were not written: {ids}. Choose no name field, and the numbers stand in place of the names.</source>
        <translation>拐点坐标串每个区块只有名称一项，{count} 个地块的编号未写出：{ids}。名称字段留空，则以编号作为名称。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>A corner string has no land use: that of {count} plots was not written.</source>
        <translation>拐点坐标串没有用途一项，{count} 个地块的用途未写出。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>Texts of coordinates are written in a zone of CGCS2000, not in {crs}. Choose one in “CRS”, in Xinbin usually EPSG:4530.</source>
        <translation>坐标文本按 CGCS2000 分带坐标输出，不能采用{crs}。请在“坐标系”中选择，新宾县一般为 EPSG:4530。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>Layer “{layer}” has no polygon to write.</source>
        <translation>图层“{layer}”没有可输出的面。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>Layer “{layer}”: {count} features have no polygon and were left out: {ids}</source>
        <translation>图层“{layer}”：{count} 个要素没有面，未输出：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} plots with {corners} corners were written to “{path}” in {crs}.</source>
        <translation>已输出 {count} 个地块、{corners} 个界址点到“{path}”，坐标系 {crs}。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} plots lie more than 2° from the central meridian of {crs}: {ids}. Look whether it is the right zone.</source>
        <translation>{count} 个地块距 {crs} 的中央经线超过 2°：{ids}。请核对分带是否正确。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} plots lie too far from the central meridian of {crs} to have coordinates there: {ids}. Choose the zone in which they lie.</source>
        <translation>{count} 个地块距 {crs} 的中央经线过远，无法用该带坐标表示：{ids}。请选择地块所在的分带。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} plots are on the very ground of a plot in another file, and their area is in the sum each time: {ids}. Choose the file that counts.</source>
        <translation>有 {count} 个地块与另一文件中的地块范围完全相同，面积已各计一次：{ids}。请只保留应采用的文件。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{files} texts: {plots} plots, {mu} mu in all; {rejected} plots could not be read.</source>
        <translation>{files} 份文本：读入地块 {plots} 个，共 {mu} 亩；{rejected} 个地块未能读入。</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>some bytes are no characters in any encoding</source>
        <translation>部分字节在任何编码下都不是字符</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>was not read, up to line {last}: {value}</source>
        <translation>至第 {last} 行未读入：{value}</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>a line within the plot cannot be read</source>
        <translation>地块中有一行无法读取</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the lines have different numbers of corners side by side</source>
        <translation>各行并列的拐点数不一致</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>no line with a star ends the block</source>
        <translation>区块没有以“*”行结束</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the flag “{flag}” is neither 1 nor -1; the block was counted</source>
        <translation>标志“{flag}”既不是 1 也不是 -1，按计入处理</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the flag “{flag}” cannot be read</source>
        <translation>标志“{flag}”无法识别</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the elevations “{low}” and “{high}” cannot be read</source>
        <translation>标高“{low}”“{high}”无法识别</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>degrees are written as degrees, minutes and seconds without marks</source>
        <translation>经纬度为不带符号的度分秒</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>minutes or seconds of 60 and more</source>
        <translation>分或秒达到或超过 60</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>numbers of different kinds: with and without zone, exchanged, or degrees</source>
        <translation>坐标数值形式不一（加带号与不加带号、X 与 Y 颠倒或混有经纬度）</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the numbers are no coordinates of CGCS2000; perhaps of a local system</source>
        <translation>数值不是 CGCS2000 坐标，可能为地方独立坐标</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>plot “{value}” (up to line {last}) was left out</source>
        <translation>地块“{value}”（至第 {last} 行）未读入</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>plot “{value}” stands in line {first} already and was taken once</source>
        <translation>地块“{value}”已在第 {first} 行出现，只计一次</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the plot has no corners</source>
        <translation>地块没有界址点</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <location filename="../processing/finding_messages.py"/>
        <source>is no polygon ({kind})</source>
        <translation>不是面（{kind}）</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>borders that cross were repaired; area changed by {change_m2} m²</source>
        <translation>边界自相交，已修复，面积变化 {change_m2} 平方米</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>a ring has less than three corners</source>
        <translation>某圈界址点不足三个</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the last corner, {gap_m} m from the first, was taken for it</source>
        <translation>末点距首点 {gap_m} 米，按首点闭合</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the last corner has the name of the first but lies {gap_m} m from it</source>
        <translation>末点与首点同号，但相距 {gap_m} 米</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{stated} corners are stated, {found} stand there</source>
        <translation>所注界址点数 {stated} 个，实有 {found} 个</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the number of corners “{count}” cannot be read, so whether one is lost is not checked</source>
        <translation>点数“{count}”不能识别，未核对是否缺点</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>corner {corner} stands where number {expected} should; perhaps one is missing</source>
        <translation>应为 {expected} 号的位置是 {corner}，可能缺少界址点</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>block “{block}” was deducted</source>
        <translation>已扣除区块“{block}”</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>block “{block}”, which is to be deducted, could not be read</source>
        <translation>应扣除的区块“{block}”未能读取</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>nothing is left after deductions</source>
        <translation>扣除后无剩余范围</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>block “{value}” is to be deducted but lies in no other one</source>
        <translation>区块“{value}”为扣除区，但不在任何区块内</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>elevation from {low} to {high} m</source>
        <translation>标高 {low} 至 {high} 米</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the stated areas of {count} plots agree with the official or the plane one</source>
        <translation>{count}个地块的所注面积与椭球面积或平面面积相符</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>{count} plots state no area that could be compared</source>
        <translation>{count}个地块未注明面积，无法比对</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the stated area is in square metres</source>
        <translation>所注面积单位为平方米</translation>
    </message>
    <message>
        <location filename="../processing/coordinate_messages.py"/>
        <source>the stated area differs by {difference_m2} m² from the official one, and from the plane one</source>
        <translation>所注面积与椭球面积相差 {difference_m2} 平方米，与平面面积也不符</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Create a campaign</source>
        <translation>新建专项行动</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>A folder with the database, the project with its forms, and a place for photos.</source>
        <translation>建立一个文件夹，内有数据库、带表单的工程和照片文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Makes a folder of the campaign's name: the database (.gpkg), the project that is opened by double click (.qgz), and a folder for photos.

The folder may be moved, copied or renamed as a whole. Forms work in QField and in a QGIS without this plugin, and every change is kept in the history.</source>
        <translation>以专项行动名称建立文件夹：数据库（.gpkg）、双击打开的工程（.qgz）和照片文件夹。

整个文件夹可以移动、复制或改名。表单在 QField 和未装本插件的 QGIS 中同样可用，每次修改都记入修改历史。</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Name of the campaign</source>
        <translation>专项行动名称</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Also the name of folder, database and project.</source>
        <translation>同时用作文件夹、数据库和工程的名称。</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <location filename="../processing/migrate_campaign.py"/>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>The folder of the campaign is made in here.</source>
        <translation>专项行动的文件夹建在此处。</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Coordinate reference system</source>
        <translation>坐标参考系</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>All layers of the campaign are kept in it; for Xinbin usually EPSG:4530.</source>
        <translation>专项行动的所有图层均采用此坐标系；新宾一般为 EPSG:4530。</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>PostGIS connection</source>
        <translation>PostGIS 连接</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Makes the same tables, rules and history also in this database, in a schema of the campaign's name: the name of a connection in QGIS, or host=… dbname=… user=…</source>
        <translation>同时在该数据库中建立同样的表、校验规则和修改历史，放在以专项行动名称命名的模式中；填 QGIS 中的连接名称，或 host=… dbname=… user=…</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <source>Project</source>
        <translation>工程</translation>
    </message>
    <message>
        <location filename="../processing/create_campaign.py"/>
        <location filename="../processing/destinations.py"/>
        <location filename="../processing/swapping.py"/>
        <source>the folder does not exist</source>
        <translation>文件夹不存在</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/intake.py"/>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <source>{item} (earlier: {then}; now: {now})</source>
        <translation>{item}（前次：{then}；本次：{now}）</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/intake_messages.py"/>
        <location filename="../processing/runs.py"/>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../processing/provenance.py"/>
        <source>{zone_class}: distance (metres)</source>
        <translation>{zone_class}：距离（米）</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Status field</source>
        <translation>状态字段</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Counted statuses</source>
        <translation>计入的状态</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/parameters.py"/>
        <location filename="../processing/summarize_area.py"/>
        <source>Shared ground</source>
        <translation>重叠面积</translation>
    </message>
    <message>
        <location filename="../processing/earlier.py"/>
        <location filename="../processing/exporting.py"/>
        <source>Up to {date}</source>
        <translation>截至{date}</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Export coordinates</source>
        <translation>导出坐标文本</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Land-boundary TXT or corner strings of mining rights, the same bytes for the same plots.</source>
        <translation>勘测定界 TXT 或矿业权拐点坐标串，同样的地块输出完全相同的文件。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Writes polygons as a land-boundary text (勘测定界、报部坐标) with plot lines of eight, nine or twelve fields, or as a corner string of mining rights. X is north, Y is east. The stated area is the plane one of the zone, in hectares, of the corners as they are written.

Holes and parts are rings of their own: in a land boundary numbered on, in a corner string blocks with the flag -1 for holes. Corner strings have no J and no closing corner.

The same plots give the same bytes, without date or unit of origin, and “Import coordinates” reads them back: exported again, the file is the same byte for byte. Invalid polygons are repaired in memory and reported.</source>
        <translation>将面输出为勘测定界（报部坐标）文本，地块行为 8 项、9 项或 12 项，或输出为矿业权拐点坐标串。X 为纵坐标（北），Y 为横坐标（东）。所注面积为该带平面面积（公顷），按写出的界址点坐标计算。

内圈和分离的部分各为一圈：勘测定界文本中圈号顺延，拐点坐标串中内圈为标志 -1 的区块。拐点坐标串不加 J，不重复首点。

同样的地块输出的文件逐字节相同，不写日期和单位；可用“导入坐标文本”读回，再次导出仍逐字节相同。图形错误只在内存中修复并提示。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Plots</source>
        <translation>地块</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Polygons; selection, filter and unsaved edits are respected.</source>
        <translation>面图层；遵从选择、筛选和未保存的编辑。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Dialect</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>One of {dialects}: eight, nine or twelve fields in a plot line, or the corner string.</source>
        <translation>{dialects} 之一：地块行 8 项、9 项、12 项，或拐点坐标串。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Plot number field</source>
        <translation>地块编号字段</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Without it the feature id.</source>
        <translation>不选则用要素编号。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Plot name field</source>
        <translation>地块名称字段</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Without it the name stays empty.</source>
        <translation>不选则名称留空。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Land use field</source>
        <translation>地块用途字段</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Without it the land use stays empty.</source>
        <translation>不选则用途留空。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>A zone of CGCS2000, with or without its number; empty: that of the plots.</source>
        <translation>CGCS2000 分带坐标系，加或不加带号；不选则用地块图层的坐标系。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>GBK as most programs expect, or UTF-8.</source>
        <translation>一般软件使用 GBK，也可选 UTF-8。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Repeat the first corner at the end</source>
        <translation>末尾重复首点</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Not in corner strings.</source>
        <translation>拐点坐标串不适用。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>J before the numbers of corners</source>
        <translation>点号前加 J</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Digits of a metre; 3 are millimetres.</source>
        <translation>以米为单位的小数位数，3 位即毫米。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <source>A text file (.txt).</source>
        <translation>文本文件（.txt）。</translation>
    </message>
    <message>
        <location filename="../processing/export_coordinates.py"/>
        <location filename="../processing/import_coordinates.py"/>
        <source>Number of plots</source>
        <translation>地块数</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Export progress layers for other programs</source>
        <translation>导出进展图层（供其他软件使用）</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>GeoPackage, shapefile, KML, GeoJSON, DXF and coordinate text, each read again and compared.</source>
        <translation>GeoPackage、shapefile、KML、GeoJSON、DXF和坐标文本，每个文件写出后均复读核对。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Computes as “Export progress layers, workbook and map” does and writes the layers into a folder of their own, in every format asked for. Each file is read again by another reader and compared (number, mu, Chinese texts, ground of each patch) before it counts; if one differs, there is no folder.

Shapefiles come with .prj and .cpg; names of fields that are too long are shortened by a fixed table, which lies beside the file. KML and GeoJSON are in WGS 84, KML in folders by township. DXF has closed polylines in layers by category and a text at each patch, for CASS and AutoCAD.

The version for outside has borders on a coarse grid, numbers in a row instead of patch numbers, and no field of the inputs but category, status, year and the townships' names. Its mu are those of the true borders, and it says so. It is searched for licence numbers, names and true corners before it counts.</source>
        <translation>计算与“导出治理进展（图层、表格、地图）”相同，按所选格式将图层写入单独的文件夹。每个文件写出后由另一读取程序复读，核对图斑数、亩数、中文内容和各图斑范围，一致后方可交付；有一个文件不一致，即不生成文件夹。

shapefile附.prj和.cpg；过长的字段名按固定对照表缩短，对照表放在文件旁。KML和GeoJSON采用WGS 84，KML按乡镇分文件夹。DXF为闭合多段线，按类别分层，每个图斑旁注文字，供CASS和AutoCAD使用。

对外版的界线取自粗格网，图斑编号改为顺序号，输入字段只保留类别、状态、年度和乡镇名称。亩数仍为真实界线的亩数，并在文件中注明。交付前逐一检索许可证号、名称和真实拐点。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Grid of the version for outside (metres)</source>
        <translation>对外版格网（米）</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/map_making.py"/>
        <source>Progress of mine land restoration</source>
        <translation>矿山地质环境恢复治理进展</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>The files lie in “{folder}”.</source>
        <translation>文件已存入“{folder}”。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <location filename="../processing/export_maps.py"/>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>gpkg, shp, kml, geojson, dxf, txt (land-survey coordinates). On the command line separated by commas.</source>
        <translation>gpkg、shp、kml、geojson、dxf、txt（勘测定界坐标）。命令行中用逗号分隔。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Encoding of shapefiles</source>
        <translation>shapefile编码</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>GBK for CASS, MapGIS and older ArcGIS; DXF and txt are always in GBK.</source>
        <translation>CASS、MapGIS和较早的ArcGIS用GBK；DXF和txt一律为GBK。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Coordinate system of the files</source>
        <translation>文件坐标系</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Empty: that of the patches. KML and GeoJSON are always in WGS 84.</source>
        <translation>不填即用图斑图层的坐标系。KML和GeoJSON一律为WGS 84。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>A file for each 3-degree zone</source>
        <translation>按3度带分文件</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Patches of two zones give two files in CGCS2000 with the zone before the eastings.</source>
        <translation>图斑跨两个带时生成两个文件，均为CGCS2000坐标，东坐标前冠带号。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Version for outside</source>
        <translation>对外版</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Coarse borders, no numbers and names; see above.</source>
        <translation>界线粗化，不含编号和名称；见上文说明。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Metres between the points on which borders may turn; at least 10.</source>
        <translation>界线拐点所在格网的间距，单位米，不小于10。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Folder of the exports</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>The files come into a folder of their own in this one; nothing there is replaced.</source>
        <translation>文件存入其中新建的文件夹，原有文件不会被替换。</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>Table of the files</source>
        <translation>文件清单表</translation>
    </message>
    <message>
        <location filename="../processing/export_layers.py"/>
        <source>File, number of patches, mu, and what was compared after reading it again.</source>
        <translation>文件、图斑数、亩数，以及复读后核对的内容。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Export maps</source>
        <translation>导出地图</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>County map, atlas of townships or of patches, or two dates side by side, as PDF, PNG or SVG.</source>
        <translation>县域图、分乡镇图册、分图斑图册或两期对比图，输出为PDF、PNG或SVG。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Computes as “Export progress layers, workbook and map” does and draws maps with title, neat line, kilometre grid with the zone before the eastings, scale, north arrow and a legend with number and mu of each class. Patches are filled by status and outlined by zone class.

An atlas has a page for each township (with its figures by year and its share of the target) or for each patch. Townships and patches without anything to show are left out and named in the log, as are labels that found no room. A comparison shows an earlier state beside the present one, at the same scale, with the difference in mu.

Without a map review number every map says that it is for internal use. Classification and numbers are never made up. The files come into a folder of their own; nothing that exists is touched.</source>
        <translation>计算方法与“导出治理进展（图层、表格、地图）”相同，所绘地图含图名、内外图廓、加带号的公里网、数字和线段比例尺、指北针，图例列出各类图斑数和亩数。图斑按治理状态填充，按所在区线勾绘轮廓。

图册按乡镇分幅（附分年度数据及占任务比例）或按图斑分幅。没有内容的乡镇、图斑不出图，与未能注记的名称一并记入日志。对比图将前期与现状以同一比例尺并列，注明增减亩数。

未填写审图号的，图上一律注明“内部用图，不得公开”。密级和审图号不自动生成。成果存入单独的文件夹，不改动已有文件。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Kind of map</source>
        <translation>图种</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>county; township_atlas: a page for each township; patch_atlas: for each patch; comparison: two dates.</source>
        <translation>county：县域图；township_atlas：分乡镇图册；patch_atlas：分图斑图册；comparison：两期对比图。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Compare with</source>
        <translation>对比的前期成果</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Folder of an earlier report, or the GeoPackage of an earlier “exportprogress”; for a comparison only.</source>
        <translation>前期报告的文件夹，或前期“导出治理进展”（exportprogress）的GeoPackage；仅用于对比图。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Page size</source>
        <translation>图幅</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Size and direction of the sheet.</source>
        <translation>纸张大小和方向。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>The office's own layout; its first map is set, and its labels look figures up; see docs/maps.md.</source>
        <translation>本单位的布局模板：其中第一个地图框自动设置范围，标注按键取数；见docs/maps.md。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Layout template (.qpt)</source>
        <translation>布局模板（.qpt）</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Base map</source>
        <translation>底图</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Layers drawn below everything. On the command line repeat the parameter.</source>
        <translation>绘于最下层的图层。命令行中每个图层重复一次该参数。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>An atlas is one PDF, or a PNG or SVG for each page. On the command line separated by commas.</source>
        <translation>图册输出为一个PDF，或每幅一个PNG、SVG。命令行中用逗号分隔。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Resolution (dots per inch)</source>
        <translation>分辨率（DPI）</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Of pictures; texts and lines of PDF and SVG are sharp at any size.</source>
        <translation>用于图片；PDF、SVG中的文字和线条任意放大均清晰。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Drawn by</source>
        <translation>制图</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Stands below the map.</source>
        <translation>印于图下方。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Classification</source>
        <translation>密级</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Stands at the upper right; empty: none.</source>
        <translation>印于右上方；不填则不印。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Map review number</source>
        <translation>审图号</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Empty: the map says that it is for internal use.</source>
        <translation>不填则图上注明“内部用图，不得公开”。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Title of the map.</source>
        <translation>图名。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Folder of the maps</source>
        <translation>地图存放文件夹</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>The files come into a folder of their own in this one; nothing there is touched.</source>
        <translation>成果存入其中新建的文件夹，不改动已有文件。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Project with the layouts</source>
        <translation>含布局的工程</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Layers and layouts to be edited, with a GeoPackage beside it; also put into the open project.</source>
        <translation>可继续编辑的图层和布局，旁附GeoPackage；同时加入当前工程。</translation>
    </message>
    <message>
        <location filename="../processing/export_maps.py"/>
        <source>Number of pages</source>
        <translation>图幅数</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Export progress layers, workbook and map</source>
        <translation>导出治理进展（图层、表格、地图）</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Styled GeoPackage, Excel workbook and county map of the remediated area, all from one result.</source>
        <translation>由同一结果生成带样式的GeoPackage、Excel工作簿和县域治理进展图。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Classifies the patches, sums the counted ground and writes what a report needs: a GeoPackage with styled layers and tables, an Excel workbook, and a county map (PNG or PDF).

The counted ground is cut by townships and by the exclusive zones, so every zone figure here is by ground, after overlaps, and adds up to the counted area. Printed figures are rounded once, so that the rows and columns of every table add up; layers, sheets and legend show the same numbers.

Without any zone layer it runs too, without zone table, sheet and legend.</source>
        <translation>对图斑进行四区两线归类，汇总计入面积，生成上报所需成果：带样式的图层和表（GeoPackage）、Excel工作簿、县域治理进展图（PNG或PDF）。

计入面积按乡镇和区线（不重复）切分，因此各区线数据均按实地范围统计，已扣除重叠，相加等于计入面积。报表数值一次取整，各表行列合计一致；图层、表格、图例所列数值相同。

不提供任何区线图层时也可运行，此时没有区线表、“四区两线”工作表和区线图例。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Title of workbook, map and layer group.</source>
        <translation>用作工作簿、地图和图层组的标题。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Load the layers into the project</source>
        <translation>将图层加载到工程</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Adds the layers of the GeoPackage as one group in front.</source>
        <translation>将GeoPackage中的图层作为一个组加载到最前面。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Progress layers (GeoPackage)</source>
        <translation>治理进展图层（GeoPackage）</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Styled layers and tables.</source>
        <translation>带样式的图层和表。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>Workbook</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>All tables as printed; needs the library XlsxWriter.</source>
        <translation>全部报表；需要XlsxWriter库。</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <location filename="../processing/export_report.py"/>
        <source>County map</source>
        <translation>县域治理进展图</translation>
    </message>
    <message>
        <location filename="../processing/export_progress.py"/>
        <source>Map of the county with legend, as PNG or PDF.</source>
        <translation>带图例的县域地图，PNG或PDF格式。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Export the report: document, workbook and map</source>
        <translation>导出报告：文档、报表和图件</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Monthly, half-year or annual report in one dated folder: Word document, workbook, map, layers.</source>
        <translation>月报、半年总结或年度总结，一次生成以日期命名的文件夹：Word文档、报表、图件、图层。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Computes as “Export progress layers, workbook and map” does and makes a folder named by date and period: a Word document in the layout of official documents with generated sentences, a workbook with the statistics form, the map, the layers, and a manifest with every figure and the patches behind it.

“This month” is what is dated after the first day up to the cut-off date. Without dates it is the difference to the earlier report; without both it is left out. A month without work is reported as zero.

An existing report is never touched: the new one gets a name of its own. The texts of the office (main practices, problems, next steps) are taken from the text file, else from the earlier report.</source>
        <translation>与“导出进展图层、报表和县域图”同样计算，并生成一个以日期和类型命名的文件夹：公文格式的 Word 文档（文字由数据自动生成）、含统计表的报表、图件、图层，以及列出每个数据及其图斑的清单。

“本月”指起始日期之后至截止日期的面积；没有日期时为与上期报告之差；两者都没有时不列。没有完成面积的月份按零上报。

已有报告一律不动，新报告另取名称。文字材料（主要做法、存在问题、下一步安排）取自文本文件，没有则沿用上期报告。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Writing the report</source>
        <translation>正在生成报告</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The report lies in “{folder}”.</source>
        <translation>报告已存入“{folder}”。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The report in “{folder}” is not complete: what is missing, and why, stands above. Make it anew.</source>
        <translation>“{folder}”中的报告不完整：缺少的内容及原因见上文。请排除原因后重新生成。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Title of document, workbook and map.</source>
        <translation>文档、报表和图件的标题。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Folder of the reports</source>
        <translation>报告存放文件夹</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The report becomes a folder of its own in this one, named by date and period.</source>
        <translation>报告在此文件夹内另建一个以日期和类型命名的文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Form of the superior office (.xlsx)</source>
        <translation>上级报表（.xlsx）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Filled by the profile, formats kept.</source>
        <translation>按填表方案填写，格式不变。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>JSON file that says which cell takes which key; see the manual, docs/report.md.</source>
        <translation>JSON 文件，规定哪个单元格填哪个代码；见手册 docs/report.md。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Profile of the form (.json)</source>
        <translation>填表方案（.json）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Due by the chosen target set up to the year of the cut-off (mu)</source>
        <translation>按采用口径至截止年度的累计任务（亩）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Remediated for these targets (mu)</source>
        <translation>对应累计完成（亩）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Gap: target less remediated (mu)</source>
        <translation>差额：任务减完成（亩）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Filled form</source>
        <translation>填好的上级报表</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <location filename="../processing/recheck_document.py"/>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Status (complete or incomplete)</source>
        <translation>状态（complete 完整或 incomplete 不完整）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Kind of report</source>
        <translation>报告类型</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>monthly; half_year; annual (with what is expected by 31 December); year_end: the restatement in January; stage: from a first day on.</source>
        <translation>monthly 月报；half_year 半年总结；annual 年度总结（含预计年底数）；year_end 次年1月的年终核定；stage 自起始日起的阶段报告。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Period begins after</source>
        <translation>本期起始（不含该日）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The last day of the period before; empty: the cut-off date of the earlier report, if given.</source>
        <translation>上一期的最后一日；留空则用上期报告的截止日期（若已提供）。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Earlier report (folder)</source>
        <translation>上期报告（文件夹）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>What has changed since is reported.</source>
        <translation>报告与其相比的变化。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Template (.docx)</source>
        <translation>模板（.docx）</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The office's own document with {{key}} and {{#table key}}; the keys stand in keys.html of a report.</source>
        <translation>本单位自己的文档，内含 {{key}} 和 {{#table key}}；代码见报告文件夹中的 keys.html。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Texts of the office</source>
        <translation>文字材料</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Text file with the headings [practices], [problems], [next_steps]; empty: those of the earlier report.</source>
        <translation>文本文件，含标题 [主要做法]、[存在问题]、[下一步安排]；留空则沿用上期报告。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Folder of maps</source>
        <translation>图件文件夹</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Pictures that stand in place of the county map.</source>
        <translation>用其中的图片代替县域图。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The office that signs.</source>
        <translation>落款单位。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Addressed to</source>
        <translation>主送机关</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>The office that receives.</source>
        <translation>接收报告的单位。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Contact and telephone</source>
        <translation>联系人及电话</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Stands in brackets below the date.</source>
        <translation>写在日期下方的括号内。</translation>
    </message>
    <message>
        <location filename="../processing/export_report.py"/>
        <source>Stands above the title.</source>
        <translation>写在标题上方。</translation>
    </message>
    <message>
        <location filename="../processing/exporting.py"/>
        <source>SYNTHETIC sample data</source>
        <translation>示例数据，均为虚构（SYNTHETIC）</translation>
    </message>
    <message>
        <location filename="../processing/exporting.py"/>
        <source>No cut-off date; figures in mu</source>
        <translation>未设截止日期；单位：亩</translation>
    </message>
    <message>
        <location filename="../processing/exporting.py"/>
        <source>Up to {date}; figures in mu</source>
        <translation>截止日期：{date}；单位：亩</translation>
    </message>
    <message>
        <location filename="../processing/exporting.py"/>
        <source>{first}; {second}</source>
        <translation>{first}；{second}</translation>
    </message>
    <message>
        <location filename="../processing/exporting.py"/>
        <source>Present state</source>
        <translation>现状</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is damaged and cannot be read ({detail}). Ask the sender to export it anew.</source>
        <translation>“{file}”已损坏，无法读取（{detail}）。请报送单位重新导出。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” holds no layer. Ask the sender to export the patches anew.</source>
        <translation>“{file}”中没有图层。请报送单位重新导出图斑。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is refused: the layers {layers} are queries and no tables. Ask the sender to export them as layers of their own.</source>
        <translation>“{file}”不予接收：图层 {layers} 是查询视图而非数据表。请报送单位另存为独立图层。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is read with pyogrio or fiona, and neither is installed here. Ask the sender for a shapefile, or install QGIS 3.34.8 or later by its own installer.</source>
        <translation>读取“{file}”需要 pyogrio 或 fiona，本机均未安装。请报送单位改报 Shapefile，或用官方安装包安装 QGIS 3.34.8 及以上版本。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is no whole JSON text ({detail}). Ask the sender to export it anew.</source>
        <translation>“{file}”不是完整的 JSON 文本（{detail}）。请报送单位重新导出。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is no whole XML text (line {line}). Ask the sender to export it anew.</source>
        <translation>“{file}”不是完整的 XML 文本（第 {line} 行）。请报送单位重新导出。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a binary DXF, which cannot be read. Open it in CAD, choose “Save as”, type DXF, without the option “Binary”, and import that.</source>
        <translation>“{file}”是二进制 DXF，无法读取。请在 CAD 中打开，选择“另存为”DXF（不选“二进制”），再导入。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a drawing without any entity. Ask the sender for it again.</source>
        <translation>“{file}”是空图，没有任何实体。请报送单位重新报送。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” holds {count} files, of which none is a survey file. Ask the sender for it again.</source>
        <translation>“{file}”内有 {count} 个文件，均不是测绘成果文件。请报送单位重新报送。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” holds a further zip, “{member}”. Unpack it and choose the files.</source>
        <translation>“{file}”内还套有压缩包“{member}”。请解压后选择其中的文件。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is in the format of Excel 97–2003 (.xls), which cannot be read. Open it in Excel or WPS, choose “Save as”, type .xlsx, and import that.</source>
        <translation>“{file}”是 Excel 97–2003 格式（.xls），无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is an XML Spreadsheet of Excel 2003, which cannot be read. Open it in Excel or WPS, choose “Save as”, type .xlsx, and import that.</source>
        <translation>“{file}”是 Excel 2003 的 XML 表格，不能读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后导入。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is locked with a password. Open it in Excel or WPS, remove the password, save it and import that.</source>
        <translation>“{file}”设有密码。请用 Excel 或 WPS 打开，取消密码并保存后再导入。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” has no sheet with a list: a line of headings with rows below. Look whether it is the right one.</source>
        <translation>“{file}”的各工作表中都没有清单（一行表头，下接数据行）。请核对是否选错了文件。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is damaged ({detail}). Open it in Excel or WPS and save it again.</source>
        <translation>“{file}”已损坏（{detail}）。请用 Excel 或 WPS 打开后重新保存。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” has more than {limit} rows or cells. Ask the sender for the patches alone.</source>
        <translation>“{file}”的行数或单元格数超过 {limit}。请报送单位只报图斑清单。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is in no format that is read ({found}). Ask the sender for a shapefile, GeoPackage, DXF, KML or Excel list.</source>
        <translation>“{file}”的格式无法识别（{found}）。请报送单位改报 Shapefile、GeoPackage、DXF、KML 或 Excel 清单。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a part of a shapefile without the shapes: “{wanted}” is not beside it. Ask the sender for all its files (.shp, .shx, .dbf, .prj), and put them into one folder.</source>
        <translation>“{file}”只是Shapefile的一部分，同一文件夹中没有存放图形的“{wanted}”。请向报送单位索取全部文件（.shp、.shx、.dbf、.prj），放在同一文件夹中再导入。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a folder, but no file geodatabase (.gdb). Choose the files in it.</source>
        <translation>“{file}”是文件夹，但不是文件地理数据库（.gdb）。请选择其中的文件。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is neither KML nor GPX (it begins with “{root}”). Ask the sender for one of these.</source>
        <translation>“{file}”既不是 KML 也不是 GPX（以“{root}”开头）。请报送单位改报其中一种。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is JSON without features. Ask the sender for GeoJSON.</source>
        <translation>“{file}”是 JSON，但没有要素。请报送单位改报 GeoJSON。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a text with neither survey points nor a list. Corner coordinates are read by “Import coordinates”.</source>
        <translation>“{file}”是文本文件，其中既没有测点也没有清单。界址点坐标文本请用“导入坐标”。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>“{file}” is a text of corner coordinates. It is read by “Import coordinates”, not by “Import patches”.</source>
        <translation>“{file}”是界址点坐标文本，请用“导入坐标”，不要用“导入图斑”。</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>shapefile</source>
        <translation>Shapefile</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>file geodatabase</source>
        <translation>文件地理数据库</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>GeoJSON</source>
        <translation>GeoJSON</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>KML</source>
        <translation>KML</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>GPX track</source>
        <translation>GPX航迹</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>drawing (DXF)</source>
        <translation>DXF图形</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>Excel list</source>
        <translation>Excel清单</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>list in a web page</source>
        <translation>网页式清单</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>survey points</source>
        <translation>测点</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>list in a text</source>
        <translation>文本清单</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>land-boundary text</source>
        <translation>勘测定界文本</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>corner string of a mining right</source>
        <translation>矿业权拐点坐标串</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>list of corners</source>
        <translation>拐点表</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>ZIP archive</source>
        <translation>ZIP压缩包</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>SQLite database</source>
        <translation>SQLite数据库</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>XML text</source>
        <translation>XML文本</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>bytes that are no text</source>
        <translation>非文本内容</translation>
    </message>
    <message>
        <location filename="../processing/file_messages.py"/>
        <source>old Office file</source>
        <translation>旧版Office文件</translation>
    </message>
    <message>
        <location filename="../processing/file_preview.py"/>
        <source>neither the file nor one beside it names the datum, and the numbers cannot tell it (Xi'an 80 and Beijing 54 look like CGCS2000).</source>
        <translation>文件及其附属文件均未注明大地基准，而仅凭数值无法判断（1980西安、1954北京坐标与CGCS2000数值相近）。</translation>
    </message>
    <message>
        <location filename="../processing/file_preview.py"/>
        <source>the numbers are not in the coordinate system that is named ({crs}).</source>
        <translation>坐标数值与所注坐标系（{crs}）不符。</translation>
    </message>
    <message>
        <location filename="../processing/file_preview.py"/>
        <source>the numbers lie in another zone than the one that is named ({crs}).</source>
        <translation>坐标数值落在另一带，与所注坐标系（{crs}）不符。</translation>
    </message>
    <message>
        <location filename="../processing/file_preview.py"/>
        <source>the eastings carry no zone number and the zone is not named ({crs}).</source>
        <translation>横坐标未加带号，所注坐标系（{crs}）也未注明带号。</translation>
    </message>
    <message>
        <location filename="../processing/file_preview.py"/>
        <source>{crs}, as the file names it</source>
        <translation>{crs}（按文件所注）</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>hectares</source>
        <translation>公顷</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>square metres</source>
        <translation>平方米</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{words} ({name})</source>
        <translation>{words}（{name}）</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the head</source>
        <translation>表头</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the ground</source>
        <translation>图形面积</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the habit of such fields</source>
        <translation>此类字段的惯例</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source> Perhaps “{word}” is meant.</source>
        <translation>疑为“{word}”。</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>read in {crs}</source>
        <translation>按 {crs} 读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>in {crs} by the rule of its format</source>
        <translation>按格式规定为 {crs}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the coordinate system that it names cannot be used ({value}); the one given was taken</source>
        <translation>文件所注坐标系不能使用（{value}），采用所选坐标系</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>names {named}, while {given} was chosen; it was read as it names itself. Where that is wrong, ask the sender to put it right</source>
        <translation>文件所注坐标系为 {named}，与所选的 {given} 不一致，按文件所注读取；所注有误的，请报送单位更正</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>X and Y are exchanged; they were put right</source>
        <translation>X、Y 颠倒，已更正</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the zone number before the eastings is not as its coordinate system ({named}) says; read in {crs}</source>
        <translation>横坐标带号与所注坐标系（{named}）不一致，按 {crs} 读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>zone {zone} is none of {width}° width; the zone was taken</source>
        <translation>带号{zone}与{width}度分带不符，以带号为准</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>lies {east} m east and {north} m north of the reference, as maps of AMap and Ovital do (GCJ-02). Ask the sender for the survey, or undo the shift; such shapes are not for acceptance</source>
        <translation>相对参照图层偏东{east}米、偏北{north}米，与高德、奥维等地图的偏移（GCJ-02）一致。请索取实测成果，或选择纠偏；此类图形不得作为验收依据</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>nothing of it lies in or near the reference: it is {km} km away. Look whether the coordinate system, its zone above all, is the right one</source>
        <translation>没有任何图形在参照图层范围内或附近，最近的相距约{km}公里。请核对坐标系，尤其是带号</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the shift of web maps (GCJ-02) was undone; such shapes are not for acceptance</source>
        <translation>已纠正网络地图偏移（GCJ-02）；此类图形不得作为验收依据</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>comes from a program whose degrees are shifted (GCJ-02)</source>
        <translation>来自经纬度有偏移（GCJ-02）的软件</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>is a shapefile with a wrong number at its start ({found}); read all the same</source>
        <translation>文件头标识有误（{found}），已照常读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has no .shx beside it; read all the same</source>
        <translation>缺 .shx，已照常读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has no .prj beside it, which names the coordinate system</source>
        <translation>缺 .prj，未注明坐标系</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has no .dbf beside it that can be read, so no values</source>
        <translation>缺可读的 .dbf，没有属性</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>ends in the middle of a shape; what follows is lost</source>
        <translation>文件在图形中间中断，其后内容缺失</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has {shapes} shapes but {values} rows of values</source>
        <translation>图形{shapes}个，属性{values}行，数量不符</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has no geometry</source>
        <translation>没有图形</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>lies inside the closed line of row {other} and has no text of its own; it was taken as a hole</source>
        <translation>位于第 {other} 行闭合线之内且没有自己的注记，按内孔处理</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>lies inside the patch of row {other}: that ground is in both. Ask the sender which is meant</source>
        <translation>位于第 {other} 行图斑之内，该范围在两个图斑中都计了面积，请与报送单位核实</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>its geometry cannot be read</source>
        <translation>图形无法读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>its coordinates cannot be read</source>
        <translation>坐标无法读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>is no feature</source>
        <translation>不是要素</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>a line that ends {gap_m} m from its start was closed</source>
        <translation>线的首尾相距{gap_m}米，已闭合</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>a line ends {gap_m} m from its start, so it encloses nothing</source>
        <translation>线的首尾相距{gap_m}米，未闭合，不成面</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>a track that ends {gap_m} m from its start was closed</source>
        <translation>轨迹首尾相距{gap_m}米，已闭合</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>a track ends {gap_m} m from its start, so it encloses nothing</source>
        <translation>轨迹首尾相距{gap_m}米，未闭合，不成面</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} points of the track were left out</source>
        <translation>轨迹中剔除{count}个点</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>a ring of less than three points was left out</source>
        <translation>不足三点的环已略去</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} open rings were closed</source>
        <translation>闭合{count}个未闭合的环</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>not read: its texts are not in {encoding} but in {found}, such as “{sample}”. Choose auto or {found}</source>
        <translation>未读取：文字的编码不是 {encoding} 而是 {found}（如“{sample}”），请选用 auto 或 {found}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>says that it is in {declared}; it is in {encoding}</source>
        <translation>文件注明编码为 {declared}，实为 {encoding}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>texts were stored in a wrong encoding and are read as they should be, such as “{value}”</source>
        <translation>文字以错误编码保存，已还原，如“{value}”</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} empty cells of merged ones were filled from above</source>
        <translation>合并单元格的{count}个空格已按上方内容填充</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{value}” is no number</source>
        <translation>“{value}”不是数值</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>sheet “{sheet}” is hidden; it was not read</source>
        <translation>工作表“{sheet}”已隐藏，未读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>sheet “{sheet}” holds no list; it was left out</source>
        <translation>工作表“{sheet}”中没有清单，未采用</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} rows are hidden; they were read</source>
        <translation>有{count}行被隐藏，已一并读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the total {stated} is not that of the rows, {found}</source>
        <translation>合计{stated}与各行之和{found}不符</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the total {value} is that of the rows</source>
        <translation>合计{value}与各行之和一致</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{value}” is in another unit than its column; converted into {unit}</source>
        <translation>“{value}”的单位与本列不同，已换算为{unit}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} areas or amounts are called approximate and were taken as they stand: {ids}</source>
        <translation>{count} 行的面积或数量注明为约数，按所写数值采用：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the unit {unit} was taken from the note above the table</source>
        <translation>单位{unit}取自表上方的说明</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the unit {unit} was taken from the cells, each of which names one</source>
        <translation>单位{unit}取自各单元格自身的注明</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} cells name no unit and were taken in {unit} as the others of their column: rows {ids}. Where that is wrong, ask the sender to write the unit into the head</source>
        <translation>{count}个单元格未注明单位，按同列其他单元格的{unit}采用：第{ids}行。如有不符，请报送单位在表头注明单位</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>is no row of the list: {value}</source>
        <translation>不是清单中的行：{value}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>sheet “{sheet}” has formulas without a stored value; open and save it in Excel or WPS</source>
        <translation>工作表“{sheet}”中的公式没有保存结果，请用 Excel 或 WPS 打开后保存</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>ends in “{suffix}” but is {found}; read as what it is</source>
        <translation>扩展名为“{suffix}”，实为 {found}，按实际格式读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{member}” in it is no survey file</source>
        <translation>其中“{member}”不是测量成果文件</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>layer “{layer}” holds no polygons and was left out</source>
        <translation>图层“{layer}”没有面，已略去</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the link {link} was not followed</source>
        <translation>未打开链接 {link}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>ends in the middle (line {line}); what stands before was read</source>
        <translation>文件在第{line}行中断，已读取其前内容</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>is the same file as “{other}”, byte by byte, and was read once</source>
        <translation>与“{other}”完全相同，只读取一次</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the drawing ends in the middle; what stands before was read</source>
        <translation>图形文件中途中断，已读取其前内容</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the drawing says that its units are {unit}; its numbers were taken as metres or degrees</source>
        <translation>图形文件注明单位为 {unit}，数值按米或度读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} entities of the kind {kind} were not read</source>
        <translation>{kind} 类实体{count}个未读取</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} entities of the sheet layouts were left out</source>
        <translation>布局（图纸空间）中的{count}个实体已略去</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} lines of the layer “{layer}” are open and were not taken for patches</source>
        <translation>图层“{layer}”有{count}条线未闭合，未作为图斑</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>is drawn a second time and was taken once</source>
        <translation>重复绘制，只取一次</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>which column is the northing was told by the numbers</source>
        <translation>纵、横坐标列由数值判断</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>one figure stands for {count} rows in a merged cell; it was counted once, in the first row</source>
        <translation>合并单元格中一个数值对应 {count} 行；只计入首行，不重复计算</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the corners of {count} rows stand in this column and were taken</source>
        <translation>此列为界址点坐标，已据此读取 {count} 行的图形</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>plots were told by this column</source>
        <translation>按此列区分地块</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>plots were told by the codes of the points</source>
        <translation>按点的编码区分地块</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>names no plots; all points were taken for the corners of one</source>
        <translation>未注明地块，全部点作为一个地块的界址点</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>plot “{plot}” has {count} corners, fewer than three</source>
        <translation>地块“{plot}”只有{count}个点，不足三个</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>fields taken: {mapping}</source>
        <translation>字段对应：{mapping}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>no field was recognised as {targets}; where one of these is meant, name it in the mapping: {fields}</source>
        <translation>没有识别出 {targets} 对应的字段；其余字段为 {fields}，其中有相应内容的，请在“字段对应”中注明</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>has no fields {fields}, which the mapping names</source>
        <translation>没有对应关系中所写的字段：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} rows have no patch number: {ids}</source>
        <translation>{count}行没有图斑编号：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} patch numbers stand there more than once: {ids}</source>
        <translation>{count}个图斑编号重复：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} names of townships were taken as they are, without a list</source>
        <translation>没有乡镇名录可核对，{count}个乡镇名称照原样采用</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>stated areas are in {taken}, as {by} tells</source>
        <translation>申报面积的单位为{taken}，依据：{by}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>stated areas are in {stated} by their head, but look like {looks_like}</source>
        <translation>申报面积表头单位为{stated}，但数值像是{looks_like}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the unit of the stated areas cannot be told; they are left out</source>
        <translation>申报面积的单位无法判断，未采用</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>the stated areas of {count} rows differ from those of their ground: {ids}</source>
        <translation>{count}行的申报面积与图形面积不符：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{value}” is no known code.{nearest}</source>
        <translation>“{value}”不在代码表中。{nearest}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>{count} patches are marked as not counted (“{value}”); the category was taken without the mark, so look whether their status or year keeps them out of the figures: {ids}</source>
        <translation>有{count}个图斑注有“未计入”（如“{value}”），类别已照常采用，标记未带入；请核对其办理环节或年度，以免误计：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>there is no township “{value}”.{nearest}</source>
        <translation>没有“{value}”这个乡镇。{nearest}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{value}” is no year.{nearest}</source>
        <translation>“{value}”不是年度。{nearest}</translation>
    </message>
    <message>
        <location filename="../processing/finding_messages.py"/>
        <source>“{value}” is no area; one number with one unit is understood, such as 8.3亩</source>
        <translation>“{value}”不能识别为面积；请只写一个数和一个单位，如8.3亩</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Import coordinates</source>
        <translation>导入坐标文本</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Land-boundary TXT, corner strings of mining rights, pasted corner lists, degrees and minutes.</source>
        <translation>勘测定界 TXT、矿业权拐点坐标串、粘贴的拐点表、度分秒。</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Reads land-boundary texts (勘测定界、报部坐标) in all their dialects, corner strings of mining rights, and lists of corners pasted from Word or Excel, in metres or degrees. Which it is, its encoding, holes and parts are found out; the text itself is never changed.

Zone, zone number and the order of X and Y are told by the numbers. The datum is not: where the text does not name it, it is asked, with the systems in which the numbers make sense. Xi'an 80 and Beijing 54 are refused.

A stated area is compared with the official area (ellipsoidal, CGCS2000) and with the plane one of its zone; it agrees within half of its last digit.

A plot that cannot be read is named with its line, and so is every other line that was not read; the others are imported. Plots of different zones come into the zone of the first; their areas are those of their own coordinates. With a campaign each file is recorded once.</source>
        <translation>读入各种写法的勘测定界（报部坐标）文本、矿业权拐点坐标串，以及从 Word、Excel 粘贴的拐点表，坐标可为米或度分秒。文本类型、编码、内圈和分离部分自动识别；原文件不改动。

分带、带号和 X、Y 次序由数值判断。大地基准不能由数值判断：文本未注明时须由用户选择，并列出数值相符的坐标系。1980 西安、1954 北京坐标不予接收。

所注面积与椭球面积（CGCS2000）及该带平面面积分别比较，相差在末位的一半以内即为相符。

无法读取的地块注明行号，其他未读入的行也逐一列出，其余地块照常导入。不同分带的地块转到首个地块所在的带，面积仍按各自原坐标计算。选择专项行动数据库的，每个文件只登记一次。</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Text files (.txt, .csv, .dat). On the command line repeat the parameter.</source>
        <translation>文本文件（.txt、.csv、.dat）。命令行中重复该参数。</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>A plot per row: number, name, land use, stated and official area, how they agree, file, line, notes.</source>
        <translation>每个地块一行：编号、名称、用途、所注面积、椭球面积、相符情况、文件、行号、备注。</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Imported plots</source>
        <translation>导入的地块</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>All plots (mu)</source>
        <translation>全部地块（亩）</translation>
    </message>
    <message>
        <location filename="../processing/import_coordinates.py"/>
        <source>Plots that could not be read</source>
        <translation>未能读入的地块数</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Import patches</source>
        <translation>导入图斑</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Shapefile, GeoPackage, geodatabase, GeoJSON, KML, DXF, GPX, lists and zips of them, with a receipt.</source>
        <translation>导入 Shapefile、GeoPackage、地理数据库、GeoJSON、KML、DXF、GPX、表格及其压缩包，附收件回执。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Reads files as they are sent: Chinese in any encoding, without .prj or .shx, with the wrong ending, in a zip. What a file is, is told by its content. The files themselves are never changed.

The coordinate system is checked against the numbers. Where neither the file nor one beside it names the datum it is asked: the systems in which the numbers make sense are listed, and one has to be chosen. Xi'an 80 and Beijing 54 are refused.

Patch number, category, year, status, township and stated area are recognised by the names of the fields or follow the mapping (target=source;…; a source in single quotes is a constant; = ; % in names are written %3D %3B %25). The other fields follow. Codes and townships that are not known stay empty and are listed with the nearest that is. Stated areas in mu, hectares or square metres become mu.

A file that cannot be read is told in its receipt, and the others are still imported. With a campaign each file is recorded once and the mapping of each sender remembered; the patches themselves go there after “Compare a submission” and “Accept a submission”.</source>
        <translation>直接读取报送的原始文件：任何编码的中文、缺 .prj 或 .shx、扩展名不对、打成压缩包的均可。文件格式按内容判断，原文件不作任何改动。

坐标系与坐标数值相互核对。文件及其附带文件都未注明坐标系的，列出数值可能所属的坐标系供选择，不自行认定；1980西安、1954北京坐标系拒绝导入。

图斑编号、类别、年度、状态、乡镇、申报面积按字段名称识别，也可填写对应关系（目标=来源;…；单引号内为固定值；名称中的 = ; % 写作 %3D %3B %25），其余字段随后照搬。不认识的代码和乡镇留空，列入退回表并提示最接近的写法。申报面积不论亩、公顷、平方米，一律换算为亩。

无法读取的文件在回执中注明，其他文件照常导入。指定专项行动数据库时，每个文件只登记一次，并记住各报送单位的字段对应关系；图斑本身经“比对报送图斑”“接收报送图斑”后再导入数据库。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <location filename="../processing/preview_files.py"/>
        <source>Files, zips, or folders of geodatabases. On the command line repeat the parameter.</source>
        <translation>文件、压缩包或地理数据库文件夹。命令行中重复此参数。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>target=source;… with the targets {targets}. Empty: what the sender used last, otherwise recognised.</source>
        <translation>目标=来源;…，目标为 {targets}。不填时沿用该报送单位上次的对应关系，没有的自动识别。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <location filename="../processing/load_layers.py"/>
        <source>Field mapping</source>
        <translation>字段对应</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>The patches: what was recognised, file and row, then the fields of the files.</source>
        <translation>图斑：先列识别出的字段、来源文件和行号，后列文件自身字段。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Imported patches</source>
        <translation>导入的图斑</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>File, row, field, value and why, for every value or shape that was not taken.</source>
        <translation>未采用的值和图形，逐项列出文件、行号、字段、值和原因。</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Rejected values</source>
        <translation>退回表</translation>
    </message>
    <message>
        <location filename="../processing/import_patches.py"/>
        <source>Number of rejected values</source>
        <translation>退回项数</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Corners to be read, in any of these ways, for example from Word or Excel.</source>
        <translation>以上各种写法的拐点坐标，例如从 Word 或 Excel 复制。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>auto: found out from the bytes, whatever the file says of itself. Or a name such as GB18030. “Preview files” shows the first rows in each.</source>
        <translation>auto 为按内容判断，不以文件所注为准；也可填写 GB18030 等名称。用“预览来件”可查看各种编码下的前几行。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>For files that name none: its datum is taken, the numbers tell zone and prefix. What a file names stands, unless its numbers contradict it. Empty: asked where it is needed.</source>
        <translation>用于未注明坐标系的文件：采用其基准，带号和是否含带号由坐标数值判断。文件已注明的以文件所注为准，与坐标数值矛盾的除外。不填时，需要选定的予以询问。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Reference</source>
        <translation>参照图层</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Polygons where the patches should lie, such as townships or licences; they tell zones and shifts.</source>
        <translation>图斑应在的范围，如乡镇、采矿权，用于判断带号和偏移。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Who sent the files; with a campaign needed for its receipts.</source>
        <translation>报送文件的单位；指定专项行动数据库时必填，用于来件登记。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Undo the shift of web maps (GCJ-02)</source>
        <translation>纠正网络地图偏移（GCJ-02）</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Only for files from AMap, Ovital and the like. Such shapes are no survey.</source>
        <translation>仅用于高德、奥维等来源的文件；此类图形不是实测成果。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>Receipt</source>
        <translation>收件回执</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>What each file is, what was taken from it, and which rules it kept and broke, with file, line, field.</source>
        <translation>每个文件的格式、采用的内容，以及符合和违反的规则，注明文件、行、字段。</translation>
    </message>
    <message>
        <location filename="../processing/intake.py"/>
        <source>not known</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>There is no file “{file}”. Choose it again.</source>
        <translation>找不到文件“{file}”，请重新选择。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” cannot be opened ({detail}). Close it in other programs and run again.</source>
        <translation>无法打开“{file}”（{detail}）。请在其他程序中关闭该文件后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is empty. Ask the sender for it again.</source>
        <translation>“{file}”是空文件。请让报送单位重新提供。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” has {size_mb} MB, more than the {limit_mb} MB that are read. Ask the sender for the patches alone.</source>
        <translation>“{file}”有 {size_mb} MB，超过可读取的上限 {limit_mb} MB。请让报送单位只提供图斑数据。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is an AutoCAD drawing (DWG), which cannot be read. Open it in CAD, choose “Save as”, type DXF (2007 or later), and import that.</source>
        <translation>“{file}”是 AutoCAD 图形（DWG），无法读取。请在 CAD 中打开，“另存为”DXF（2007 或更高版本）后再导入。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is a RAR, 7z or GZ archive, which cannot be read. Unpack it and choose the files, or pack them as ZIP.</source>
        <translation>“{file}”是 RAR、7z 或 GZ 压缩包，无法读取。请解压后选择其中的文件，或改用 ZIP 打包。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is in the format of WPS, which cannot be read. Open it in WPS, choose “Save as”, type Excel (.xlsx), and import that.</source>
        <translation>“{file}”是 WPS 专用格式，无法读取。请在 WPS 中打开，“另存为”Excel 工作簿（.xlsx）后再导入。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is an Access database, which cannot be read. Ask the sender for a file geodatabase (.gdb) or shapefiles.</source>
        <translation>“{file}”是 Access 数据库，无法读取。请让报送单位提供文件地理数据库（.gdb）或 shapefile。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is in Ovital's own format, which cannot be read. Export shapefile or DXF there: these keep the true coordinates.</source>
        <translation>“{file}”是奥维专用格式，无法读取。请在奥维中导出 shapefile 或 DXF，这两种格式保留真实坐标。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is a document (PDF or Word), from which no patches are read. Ask the sender for the survey file, or paste the corner coordinates into “Import coordinates”.</source>
        <translation>“{file}”是文档（PDF 或 Word），不能从中读取图斑。请让报送单位提供测量成果文件，或将拐点坐标粘贴到“导入坐标”。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” holds no text ({found}). Look whether it has the right ending, or ask the sender for it again.</source>
        <translation>“{file}”不是文本文件（{found}）。请检查扩展名是否正确，或让报送单位重新提供。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>The texts are not in {encoding}: they are Chinese in {found} (such as “{sample}”). Choose auto or {found}.</source>
        <translation>文字的编码不是 {encoding}：按 {found} 读取才是中文（如“{sample}”）。请选用 auto 或 {found}。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: of {count} patches the first {drawn} are drawn.</source>
        <translation>“{file}”：共 {count} 个图斑，仅绘出前 {drawn} 个。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: {reason} The layer shows it in each of these systems: {candidates}. Ask the sender, look where it lies, and choose the right one in the import.</source>
        <translation>“{file}”：{reason}图层中已按下列各坐标系绘出：{candidates}。请向报送单位核实，并查看落在何处，导入时选择正确的坐标系。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: {reason} The numbers make sense in no system, so nothing is drawn. Ask the sender which system they are in; perhaps it is a local one.</source>
        <translation>“{file}”：{reason}数值不符合任何坐标系，未绘出。请向报送单位核实所用坐标系，可能是地方独立坐标系。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” gives other texts in {encoding}; the table has both. Where {encoding} is right, name it in the import.</source>
        <translation>“{file}”按 {encoding} 读取的文字有所不同，两种均列入表中。若 {encoding} 正确，请在导入时填写该编码。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>There is no encoding “{encoding}”. Choose auto, UTF-8 or GB18030.</source>
        <translation>没有“{encoding}”这种编码。请选择 auto、UTF-8 或 GB18030。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” holds no shapes that can be read. Ask the sender to export the shapefile anew.</source>
        <translation>“{file}”中没有可读取的图形。请让报送单位重新导出 shapefile。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is refused: “{member}” declares a document type, which survey files never do and attacks are made with. Ask the sender to export it anew.</source>
        <translation>“{file}”不予读取：“{member}”含有文档类型声明（DOCTYPE），测量成果文件不会有这种内容，而攻击常借此进行。请让报送单位重新导出。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” cannot be unpacked ({detail}). Ask the sender for it again.</source>
        <translation>“{file}”无法解压（{detail}）。请让报送单位重新提供。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is refused: it says that it holds {count} files, more than {limit}. Ask the sender for the survey files alone.</source>
        <translation>“{file}”不予读取：其中声明有 {count} 个文件，超过上限 {limit} 个。请让报送单位只提供测量成果文件。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is refused: the name “{member}” in it is doubled, or leads out of its own folder. Ask the sender to pack it anew.</source>
        <translation>“{file}”不予读取：其中的名称“{member}”重复，或指向压缩包以外的位置。请让报送单位重新打包。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is locked with a password (“{member}”). Unpack it and choose the files.</source>
        <translation>“{file}”设有密码（“{member}”）。请解压后选择其中的文件。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is refused: unpacked it would have more than {limit_mb} MB. Ask the sender for the survey files alone.</source>
        <translation>“{file}”不予读取：解压后将超过 {limit_mb} MB。请让报送单位只提供测量成果文件。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is refused: “{member}” in it would unpack to more than {limit} times its size. Ask the sender to pack it anew.</source>
        <translation>“{file}”不予读取：其中的“{member}”解压后将超过原大小的 {limit} 倍。请让报送单位重新打包。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: neither the file nor one beside it names the datum, and the numbers cannot tell it (Xi'an 80 and Beijing 54 look like CGCS2000). Ask the sender, then choose the coordinate system; “Preview files” draws the file in each. The numbers make sense as CGCS2000 in: {candidates}</source>
        <translation>“{file}”：文件及其附属文件均未注明大地基准，而仅凭数值无法判断（1980 西安、1954 北京坐标与 CGCS2000 数值相近）。请向报送单位核实后选择坐标系，可用“预览来件”在地图上查看各坐标系下的位置。若为 CGCS2000，数值符合：{candidates}</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: the numbers are not in the coordinate system that is named ({crs}). Choose the right one; “Preview files” draws the file in each. The numbers make sense in: {candidates}</source>
        <translation>“{file}”：坐标数值与所注坐标系（{crs}）不符，请选择正确的坐标系，可用“预览来件”在地图上查看各坐标系下的位置。数值符合：{candidates}</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: the numbers lie in another zone than the one that is named ({crs}). Ask the sender which is right, then choose the coordinate system, or give polygons of where the file should lie; “Preview files” draws the file in each. The numbers make sense in: {candidates}</source>
        <translation>“{file}”：坐标数值所在分带与所注坐标系（{crs}）不一致。请向报送单位核实后选择坐标系，或提供其应在范围的参照面；可用“预览来件”在地图上查看各坐标系下的位置。数值符合：{candidates}</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}”: the eastings carry no zone number and the zone is not named ({crs}). Choose the coordinate system of the zone, or give polygons of where the file should lie; “Preview files” draws the file in each. The numbers make sense in: {candidates}</source>
        <translation>“{file}”：横坐标未加带号，文件也未注明带号（{crs}）。请选择该带的坐标系，或提供其应在范围的参照面；可用“预览来件”在地图上查看各坐标系下的位置。数值符合：{candidates}</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>“{file}” is in {crs}. From that datum to CGCS2000 only a ballpark transformation is known, off by about 100 m, so it is refused. Ask the sender for the file in CGCS2000.</source>
        <translation>“{file}”采用{crs}。由该基准到 CGCS2000 只有误差约 100 m 的粗略转换，故不予接收。请报送单位提供 CGCS2000 坐标的文件。</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>{number}. {crs}</source>
        <translation>{number}. {crs}</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>degrees</source>
        <translation>经纬度</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>{width}° zone {zone}</source>
        <translation>{width}°带第 {zone} 带</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>with the zone number</source>
        <translation>加带号</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>without the zone number</source>
        <translation>不加带号</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>X and Y exchanged</source>
        <translation>X、Y 颠倒</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>lies in the county</source>
        <translation>位于本县范围内</translation>
    </message>
    <message>
        <location filename="../processing/intake_messages.py"/>
        <source>lies where the reference is</source>
        <translation>位于参照图层范围内</translation>
    </message>
    <message>
        <location filename="../processing/layer_export.py"/>
        <source>{title} ({version})</source>
        <translation>{title}（{version}）</translation>
    </message>
    <message>
        <location filename="../processing/layer_export.py"/>
        <location filename="../processing/provenance.py"/>
        <source>Area method</source>
        <translation>面积算法</translation>
    </message>
    <message>
        <location filename="../processing/layer_export.py"/>
        <source>{file}: {count} features, {mu} mu; read again and compared: {checked}</source>
        <translation>{file}：{count}个要素，{mu}亩；复读核对：{checked}</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>Field in the file</source>
        <translation>文件中的字段名</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>Full name</source>
        <translation>全名</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>labels</source>
        <translation>注记</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>{label} (for outside)</source>
        <translation>{label}（对外版）</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>number, texts, mu and ground of each patch</source>
        <translation>数量、文字、亩数及各图斑范围一致</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>number, labels and ground of each patch</source>
        <translation>数量、注记及各图斑范围一致</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <location filename="../processing/outputs.py"/>
        <source>{found} rows instead of {written}</source>
        <translation>应有{written}行，实有{found}行</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>{found} mu instead of {wanted} mu</source>
        <translation>应为{wanted}亩，读得{found}亩</translation>
    </message>
    <message>
        <location filename="../processing/layer_files.py"/>
        <source>patch {row}: {found} m² instead of {wanted} m²</source>
        <translation>第{row}个图斑应为{wanted}平方米，读得{found}平方米</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>Choose either a coordinate system for all files, or a file for each zone.</source>
        <translation>“文件坐标系”与“按3度带分文件”只能选其一。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>From CGCS2000 to {crs} no exact transformation is known, so no file is written in it. Choose a system of CGCS2000 (EPSG:4490, EPSG:4529, EPSG:4530 …) or WGS 84.</source>
        <translation>从CGCS2000到{crs}没有准确的转换方法，不能以其写出文件。请选用CGCS2000坐标系（EPSG:4490、EPSG:4529、EPSG:4530等）或WGS 84。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>Zone {zone} is none of the 3-degree zones of China (25 to 45). Check the coordinate system of the patches, or choose a system for all files.</source>
        <translation>{zone}带不属于我国的3度带（25至45带）。请检查图斑图层的坐标系，或为全部文件选定一个坐标系。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>The format {format} cannot be in {asked}; it is written in {crs}.</source>
        <translation>{format}格式不能采用{asked}，改用{crs}输出。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>Layer “{layer}”: fields that other programs cannot read are left out: {fields}</source>
        <translation>图层“{layer}”：其他软件无法读取的字段未写出：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>“{file}”: “{letters}” in “{text}” cannot be written in {encoding}. Choose the encoding UTF-8 for shapefiles, another format, or another spelling.</source>
        <translation>“{file}”：“{text}”中的“{letters}”无法用{encoding}写出。shapefile请选用UTF-8编码，或改用其他格式、其他写法。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>A grid of {grid_m} m hides nothing; choose at least {least} m.</source>
        <translation>{grid_m}米的格网起不到粗化作用，请不小于{least}米。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>With a grid of {grid_m} m borders for outside find no place that is 1 m away from all true corners. Choose another grid.</source>
        <translation>格网为{grid_m}米时，对外版界线无法与全部真实拐点相距1米以上。请改用其他格网间距。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>“{file}” for outside would hold “{text}” from the inputs, so nothing was written. Look whether a category, a status or a township's name contains it.</source>
        <translation>对外版“{file}”中会出现输入数据里的“{text}”，未写出任何文件。请检查类别、状态或乡镇名称中是否含有该内容。</translation>
    </message>
    <message>
        <location filename="../processing/layer_messages.py"/>
        <source>“{file}” for outside would hold a true corner, so nothing was written. Choose another grid.</source>
        <translation>对外版“{file}”中会出现真实拐点，未写出任何文件。请改用其他格网间距。</translation>
    </message>
    <message>
        <location filename="../processing/layer_sheets.py"/>
        <source>{number} {mu} mu</source>
        <translation>{number} {mu}亩</translation>
    </message>
    <message>
        <location filename="../processing/layer_sheets.py"/>
        <source>{category} (not counted)</source>
        <translation>{category}（未计入）</translation>
    </message>
    <message>
        <location filename="../processing/layer_sheets.py"/>
        <source>For outside: borders on a grid of {grid} m; the mu are those of the true borders</source>
        <translation>对外版：界线取自{grid}米格网，亩数为真实界线的亩数</translation>
    </message>
    <message>
        <location filename="../processing/live.py"/>
        <source>Choose the layer of mine patches on the page “Sources”.</source>
        <translation>请在“数据来源”页选择矿山图斑图层。</translation>
    </message>
    <message>
        <location filename="../processing/live.py"/>
        <source>Choose the township layer and the field of its names on the page “Sources”.</source>
        <translation>请在“数据来源”页选择乡镇图层及乡镇名称字段。</translation>
    </message>
    <message>
        <location filename="../processing/live.py"/>
        <source>The layer of mine patches was removed. Choose another one on the page “Sources”.</source>
        <translation>矿山图斑图层已被移除，请在“数据来源”页另选图层。</translation>
    </message>
    <message>
        <location filename="../processing/live_account.py"/>
        <source>by days</source>
        <translation>按日均摊</translation>
    </message>
    <message>
        <location filename="../processing/live_account.py"/>
        <source>Targets for several years are one figure, which is not split: each of their years shows it.</source>
        <translation>跨年度任务为一个总数，不分解到各年：其所含各年度均显示该总数。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>Shares {area} {unit} with {patch} ({year}), which holds it.</source>
        <translation>与{patch}（{year}）重叠{area}{unit}，计入对方。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>Shares {area} {unit} with {patch} ({year}) and holds it.</source>
        <translation>与{patch}（{year}）重叠{area}{unit}，计入本图斑。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>Outside the zones.</source>
        <translation>不在四区两线范围内。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>{zone_class} ({name}): {area} {unit} of it lie inside, {percent} %.</source>
        <translation>{zone_class}（{name}）：范围内{area}{unit}，占{percent}%。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>{zone_class} ({name}): {distance} m away, counted up to {threshold} m; {area} {unit} of it, {percent} %.</source>
        <translation>{zone_class}（{name}）：距{distance}米，{threshold}米以内计入；范围内{area}{unit}，占{percent}%。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <source>Outside the zones; the nearest is {zone_class} ({name}), {distance} m from its edge.</source>
        <translation>不在四区两线范围内；最近的是{zone_class}（{name}），距其边缘{distance}米。</translation>
    </message>
    <message>
        <location filename="../processing/live_cards.py"/>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/looks.py"/>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>It has no polygon and counts as no area; draw or remove it.</source>
        <translation>该图斑没有图形，不计面积；请补绘或删除。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>It has no year and counts as undated.</source>
        <translation>该图斑未填年度，按未定年度计。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>Its year cannot be understood; correct it.</source>
        <translation>该图斑的年度无法识别，请更正。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>Its date cannot be understood; correct it.</source>
        <translation>该图斑的日期无法识别，请更正。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>Year field and date name different years; the year field counts.</source>
        <translation>年度字段与日期的年份不一致，以年度字段为准。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>Its polygon is not valid; for computing it was repaired in memory.</source>
        <translation>该图斑图形无效，计算时已在内存中修复。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>It has no category.</source>
        <translation>该图斑未填类别。</translation>
    </message>
    <message>
        <location filename="../processing/live_words.py"/>
        <source>A part of it lies outside every township.</source>
        <translation>该图斑有一部分在各乡镇界外。</translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>{n} patches have no polygon and count as no area; draw or remove them.</source>
        <translation>
            <numerusform>{n}个图斑没有图形，不计面积；请补绘或删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>{n} counted patches have no year and count as undated.</source>
        <translation>
            <numerusform>{n}个计入的图斑未填年度，按未定年度计。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>The year of {n} patches cannot be understood; correct it.</source>
        <translation>
            <numerusform>{n}个图斑的年度无法识别，请更正。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>The date of {n} patches cannot be understood; correct it.</source>
        <translation>
            <numerusform>{n}个图斑的日期无法识别，请更正。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>Year field and date of {n} patches name different years; the year field counts.</source>
        <translation>
            <numerusform>{n}个图斑的年度字段与日期的年份不一致，以年度字段为准。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>{n} polygons are not valid; for computing they were repaired in memory.</source>
        <translation>
            <numerusform>{n}个图斑图形无效，计算时已在内存中修复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>{n} patches have no category.</source>
        <translation>
            <numerusform>{n}个图斑未填类别。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../processing/live_words.py"/>
        <source>{n} counted patches lie partly or wholly outside every township.</source>
        <translation>
            <numerusform>{n}个计入的图斑部分或全部在各乡镇界外。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>Load layers into a campaign</source>
        <translation>导入图层</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>Brings mines, licences, patches, townships, zones or photos into the campaign, in one transaction.</source>
        <translation>将矿山、采矿许可证、图斑、乡镇、四区两线或照片导入专项行动，一次完成。</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>Takes over a layer: rows that the campaign knows by their number or name are updated, others are added, and rows without what is required are rejected and listed. It is one transaction: whole, or not at all.

Fields are recognised by name (also Chinese ones and those of the usual survey tables) or follow the mapping: target=source;target=source. A source in single quotes is a constant, such as zone_class='RIVER_CORRIDOR'. With patches, mines.name and status_events.step, status_events.event_date fill mines and status events too. In names = ; % are written %3D %3B %25.

Zone lines go where the lines of zones are kept. Coordinates are transformed into the campaign's system; datums for which only a ballpark transformation is known are refused.</source>
        <translation>导入一个图层：编号或名称已有的记录予以更新，其余新增；缺少必填内容的记录不采用并列出。一次导入要么全部完成，要么完全不改。

字段按名称识别（包括中文名和常用调查表的字段名），也可填写字段对应：目标字段=来源字段;目标字段=来源字段。来源写在单引号内为固定值，如 zone_class='RIVER_CORRIDOR'。导入图斑时，mines.name 及 status_events.step、status_events.event_date 同时填写矿山和办理记录。名称中的 = ; % 写作 %3D %3B %25。

线状的区线存入“四区两线（线）”。坐标自动转换到专项行动的坐标系；只有概略转换关系的基准不予接受。</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>Layer or table</source>
        <translation>图层或表</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>What comes in; selection, filter and unsaved edits are respected.</source>
        <translation>要导入的数据；选择集、过滤条件和未保存的编辑均有效。</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>Where it goes: {tables}</source>
        <translation>导入到：{tables}</translation>
    </message>
    <message>
        <location filename="../processing/load_layers.py"/>
        <source>target=source;target=source, or the name of a saved mapping; empty: recognised by name.</source>
        <translation>目标字段=来源字段;目标字段=来源字段，或已保存的字段对应的名称；留空则按名称识别。</translation>
    </message>
    <message>
        <location filename="../processing/load_plan.py"/>
        <source>Load a work plan</source>
        <translation>载入工作方案</translation>
    </message>
    <message>
        <location filename="../processing/load_plan.py"/>
        <source>Targets by set, deadlines, and the register of what does not agree.</source>
        <translation>载入各口径任务、期限和矛盾清单。</translation>
    </message>
    <message>
        <location filename="../processing/load_plan.py"/>
        <source>Puts the figures of a plan into the campaign, each with its paragraph, by target sets that need not agree, with the deadlines and the register of contradictions and silences.

Nothing is repaired and no set is chosen: that is decided with “Record a decision”. Loading a plan again replaces its former version; the decisions stay.</source>
        <translation>将方案的每个数字连同条款按任务口径（各口径可以不一致）载入专项行动，并载入期限和矛盾、未说明事项清单。

程序不作任何修正，也不选定口径：由“登记决定”确定。再次载入同一方案时替换原有内容，已登记的决定保留。</translation>
    </message>
    <message>
        <location filename="../processing/map_making.py"/>
        <source>Drawing the maps</source>
        <translation>正在绘图</translation>
    </message>
    <message>
        <location filename="../processing/map_making.py"/>
        <source>The maps lie in “{folder}”.</source>
        <translation>地图存于“{folder}”。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>There is nothing to draw: no patch lies in any township. Check the layers and filters.</source>
        <translation>没有可绘内容：没有位于任何乡镇内的图斑。请检查图层和过滤条件。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>There is nothing to draw: no patch has ground. Choose another patch layer, or check its filter and selection.</source>
        <translation>没有可绘内容：图斑均无图形。请另选图斑图层，或检查其过滤条件和所选要素。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>Pages that would be empty were left out: {count} ({names})</source>
        <translation>有{count}幅没有内容，未出图：{names}</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>A comparison needs an earlier state. Choose the folder of an earlier report, or the GeoPackage of an earlier “exportprogress”.</source>
        <translation>对比图需要前期成果。请选择前期报告的文件夹，或前期“导出治理进展”的GeoPackage。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>A comparison needs the date of comparison. Choose a day before the cut-off date.</source>
        <translation>对比图需要对比日期，请选择早于截止日期的日期。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The two states count by different areas (official and converted): their difference is not only work done.</source>
        <translation>两个时点的面积核算口径不同（法定面积与折算面积），其差额不全是新完成的治理面积。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The two states count by different rules, so their difference is not only work done: {items}. Make both with the same parameters.</source>
        <translation>前后两次的计入规则不同，增减不全是治理进展：{items}。请用相同的参数重新生成两次成果。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The earlier state counts up to {first}, the present one has no cut-off date: it counts whatever is there, also what is dated later than today. Give a cut-off date, so that both maps say up to when they count.</source>
        <translation>前期成果截至{first}，本次没有截止日期：凡有的图斑都计入，日期晚于今天的也计入。请填写截止日期，使两幅图都有明确的截止时间。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The present state counts up to {last}, the earlier one has no cut-off date: it may hold what was done later, and then the difference is too small. Make it anew with a cut-off date.</source>
        <translation>本次截至{last}，前期成果没有截止日期：其中可能已含此后完成的治理，增减数会偏小。请填写截止日期后重新生成前期成果。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The state to compare with counts up to {first}, which is later than the cut-off date {last}. Choose an earlier state, or a later cut-off date.</source>
        <translation>所选前期成果截至{first}，晚于本次截止日期{last}。请选择更早的成果，或改填较晚的截止日期。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>“{path}” is neither the folder of a report nor a GeoPackage of “exportprogress”. Choose another one.</source>
        <translation>“{path}”既不是报告文件夹，也不是“导出治理进展”的GeoPackage，请另选。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>The date of comparison {first} must lie before the cut-off date {last}.</source>
        <translation>对比日期{first}须早于截止日期{last}。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>There is no layout template “{path}”. Choose it again.</source>
        <translation>没有布局模板“{path}”，请重新选择。</translation>
    </message>
    <message>
        <location filename="../processing/map_messages.py"/>
        <source>“{path}” is no layout template of QGIS, or it holds no map. Save a layout with a map as .qpt in QGIS.</source>
        <translation>“{path}”不是QGIS布局模板，或其中没有地图框。请在QGIS中将含地图框的布局另存为.qpt。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{file}”, field “{column}”: {sentence}</source>
        <translation>“{file}”字段“{column}”：{sentence}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{file}”: {sentence}</source>
        <translation>“{file}”：{sentence}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{file}”, row {row}, field “{column}”: {sentence}</source>
        <translation>“{file}”第{row}行字段“{column}”：{sentence}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{file}”, row {row}: {sentence}</source>
        <translation>“{file}”第{row}行：{sentence}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The Python library {library} is missing.</source>
        <translation>缺少Python库{library}。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The Python library {library} {found} is too old; at least {detail} is needed.</source>
        <translation>Python库{library} {found}版本过低，至少需要{detail}。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The Python library {library} cannot be loaded ({detail}).</source>
        <translation>Python库{library}无法加载（{detail}）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The Python library {library} does not work inside this QGIS: its own GEOS clashes with QGIS's.</source>
        <translation>Python库{library}在本QGIS中不能使用：其自带的GEOS与QGIS的GEOS冲突。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>On Windows install QGIS 3.40 or 3.44 LTR with the standalone installer, which brings geopandas and shapely 2; on Linux run “make setup”, which builds them against the system's libraries. Everything in QGIS that does not compute areas goes on working.</source>
        <translation>Windows请用独立安装包安装QGIS 3.40或3.44 LTR，其中已带geopandas和shapely 2；Linux请运行“make setup”，按系统库编译。QGIS中不涉及面积计算的功能不受影响。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The field seems to hold mu, not square metres.</source>
        <translation>该字段的单位似为亩，而非平方米。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The field seems to hold hectares, not square metres.</source>
        <translation>该字段的单位似为公顷，而非平方米。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The field seems to be 15 times too large (mu and hectares mixed up).</source>
        <translation>该字段似偏大15倍（亩与公顷混淆）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” has no coordinate reference system, so no area can be computed. Set it in the layer properties (for Xinbin usually EPSG:4530, CGCS2000 zone 42).</source>
        <translation>图层“{layer}”没有坐标系，无法计算面积。请在图层属性中设置坐标系（新宾一般为EPSG:4530，即CGCS2000 3度带第42带）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The coordinate reference system of layer “{layer}” cannot be used ({crs}): {detail}. Set the right one in the layer properties.</source>
        <translation>图层“{layer}”的坐标系不能使用（{crs}）：{detail}。请在图层属性中设置正确的坐标系。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” is in {crs}. From that datum to CGCS2000 only a ballpark transformation is known, off by about 100 m, so it is refused. Transform the layer to CGCS2000 with official parameters first.</source>
        <translation>图层“{layer}”的坐标系为{crs}。该基准到CGCS2000只有粗略转换，偏差约100米，因此不予处理。请先用正式转换参数将图层转换到CGCS2000。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” has coordinates that its coordinate reference system cannot hold ({count} features: {ids}). Check whether the right system is set: {crs}</source>
        <translation>图层“{layer}”中有超出其坐标系范围的坐标（{count}个要素：{ids}）。请检查坐标系设置是否正确：{crs}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: invalid polygons repaired in memory: {count}; change of area in m² per feature: {changes}; sum {sum_m2} m².</source>
        <translation>图层“{layer}”：{count}个无效多边形已在内存中修复；各要素面积变化（平方米）：{changes}；合计{sum_m2}平方米。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: polygons that repairing changed by more than 0.05 mu: {count}; please check their borders (change in mu): {changes}</source>
        <translation>图层“{layer}”：{count}个多边形修复后面积变化超过0.05亩，请核对边界（变化量，亩）：{changes}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} features have no polygon and count as no area: {ids}. Draw or remove them.</source>
        <translation>图层“{layer}”：{count}个要素没有多边形，面积不计：{ids}。请补绘或删除。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”, feature {id}: an edge is longer than 1 km; official area {official_m2} m², geodesic area {geodesic_m2} m². The official one is used.</source>
        <translation>图层“{layer}”要素{id}：有边长超过1千米；规程公式面积{official_m2}平方米，大地线面积{geodesic_m2}平方米。采用规程公式面积。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} patches could only be cut on a grid of {grid_m} m.</source>
        <translation>图层“{layer}”：{count}个图斑须改用{grid_m}米格网才能裁切。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The geometry library could not compute with these polygons, not even on a grid of 1 mm ({detail}). Check patches, zones and townships with “Check validity” of the toolbox, and mend what it shows.</source>
        <translation>几何计算库无法处理这些面，改用1毫米格网也不行（{detail}）。请用工具箱的“检查有效性”检查图斑、四区两线和乡镇图层，并修复查出的问题。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: curved polygons turned into straight edges: {count}.</source>
        <translation>图层“{layer}”：{count}个带曲线的多边形已转为折线边界。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: polygons whose open rings were closed: {count} ({ids})</source>
        <translation>图层“{layer}”：{count}个多边形的环未闭合，已闭合：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: polygons whose rings of fewer than three points were dropped: {count} ({ids})</source>
        <translation>图层“{layer}”：{count}个多边形有不足三个点的环，已舍去：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} features could not be read: {ids}. Draw them again.</source>
        <translation>图层“{layer}”：{count}个要素无法读取：{ids}。请重新绘制。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” holds {kind}, not polygons. Choose a polygon layer.</source>
        <translation>图层“{layer}”为{kind}图层，不是面图层。请选择面图层。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” has no features; the results are empty and all figures zero.</source>
        <translation>图层“{layer}”没有要素；结果为空，各项数值为零。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>No priority zone was given. Choose at least one layer for one of the six classes (nature reserve … river).</source>
        <translation>未提供四区两线图层。请在六类（自然保护区……河流沿线）中至少为一类选择图层。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{zone_class}: layers are given, but no distance. Neither the plan nor the law fixes one, so it must be chosen and confirmed. Documented examples: 1000 m for open pits near railways (Railway Safety Regulation art. 34), 100 m along national, provincial and county roads (Highway Protection Regulation art. 17), 500 m visible area along high-speed rail (Liaoning 2018), 5 km along the Hun and Taizi rivers (Liaoning 2022).</source>
        <translation>{zone_class}：已选图层，但未填距离。方案和法规均未规定距离，须由本单位选定并确认。有文件依据的例子：铁路两侧露天采矿1000米（《铁路安全管理条例》第三十四条）；国道、省道、县道两侧100米（《公路安全保护条例》第十七条）；高速铁路沿线可视区500米（辽宁省2018年）；浑河、太子河沿线5千米（辽宁省2022年）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{zone_class}: layer “{layer}” holds lines or points, which have no area; give a distance above 0 m.</source>
        <translation>{zone_class}：图层“{layer}”为线或点，没有面积，请填写大于0米的距离。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{zone_class}: a distance of {distance_m} m was given without layers; ignored.</source>
        <translation>{zone_class}：填写了距离{distance_m}米，但未选图层，该距离不起作用。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Parameter {parameter}: “{value}” is not a number of metres.</source>
        <translation>参数“{parameter}”：“{value}”不是以米为单位的数值。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Parameter {parameter}: the distance must not be negative ({value}).</source>
        <translation>参数“{parameter}”：距离不能为负数（{value}）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{zone_class}: layer “{layer}” has no features; the class counts as given.</source>
        <translation>{zone_class}：图层“{layer}”没有要素；该类视为已提供图层。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: invalid zone polygons repaired in memory: {count}.</source>
        <translation>图层“{layer}”：{count}个无效的区线多边形已在内存中修复。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Parameter {parameter}: “{value}” could not be loaded as a vector layer. Check path and layer name.</source>
        <translation>参数“{parameter}”：“{value}”无法作为矢量图层加载，请检查路径和图层名称。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: choose a year field or a date field (or both).</source>
        <translation>图层“{layer}”：请选择年度字段或日期字段（也可两者都选）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Counted statuses are listed, but no status field is chosen for layer “{layer}”. Choose one, or leave the statuses empty.</source>
        <translation>已填写计入的状态，但未为图层“{layer}”选择状态字段。请选择状态字段，或将计入的状态留空。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>A cut-off date is given, but layer “{layer}” has no date field: choose one, or leave the cut-off empty.</source>
        <translation>已填写截止日期，但图层“{layer}”未选日期字段：请选择日期字段，或将截止日期留空。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The targets in “{layer}” are given by category, but no category field is chosen for the patches. Choose one.</source>
        <translation>目标表“{layer}”按类别给出目标，但图斑未选类别字段。请选择类别字段。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} values are no year and count as undated: {examples}. Write them as 2020.</source>
        <translation>图层“{layer}”：{count}个值不是年度，按未定年度处理：{examples}。请写成2020的形式。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} values are no date: {examples}. Write them as 2020-11-30.</source>
        <translation>图层“{layer}”：{count}个值不是日期：{examples}。请写成2020-11-30的形式。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: in {count} patches year and date differ; the year field counts: {ids}</source>
        <translation>图层“{layer}”：{count}个图斑的年度与日期不一致，以年度字段为准：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} counted patches ({mu} mu) have no year; they stay counted: {ids}</source>
        <translation>图层“{layer}”：{count}个计入的图斑（{mu}亩）没有年度，仍予计入：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} patches of the cut-off's year have a year but no date; they are counted: {ids}</source>
        <translation>图层“{layer}”：截止日期当年的{count}个图斑只有年度、没有日期，予以计入：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: a status field is chosen but no status listed, so all patches count. Statuses: {statuses}</source>
        <translation>图层“{layer}”：已选状态字段，但未列出计入的状态，因此全部图斑计入。现有状态：{statuses}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} counted patches ({mu} mu) state no such area and count by their ground. Fill it in: {ids}</source>
        <translation>图层“{layer}”：{count} 个计入图斑（{mu} 亩）未填写该项面积，仍按图形面积计入，请补填：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: no patch has the status {unknown}. Statuses that occur: {statuses}</source>
        <translation>图层“{layer}”：没有状态为“{unknown}”的图斑。现有状态：{statuses}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: no patch counts; all figures are zero.</source>
        <translation>图层“{layer}”：没有计入的图斑，各项数值为零。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} patches share their number in “{field}” with another; feature ids: {ids}</source>
        <translation>图层“{layer}”：字段“{field}”中有{count}个图斑编号重复；要素编号：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} patches have no number in “{field}”; the feature id stands in: {ids}</source>
        <translation>图层“{layer}”：字段“{field}”中有{count}个图斑没有编号，以要素编号代替：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: in {count} patches the area stored in {field} differs from the computed one by more than 0.5 % and 0.1 mu: {ids}. {unit}</source>
        <translation>图层“{layer}”：{count}个图斑在字段{field}中的填报面积与计算面积相差超过0.5%且超过0.1亩：{ids}。{unit}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Years run from {first} to {last}; columns are made only for the {count} that occur.</source>
        <translation>年度从{first}年到{last}年，只为实际出现的{count}个年度设列。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: the field name “{as_it_is}” is garbled Chinese and should be “{as_it_should_be}”. Set the encoding to {encoding} in the layer properties (Source, Data source encoding) and run again.</source>
        <translation>图层“{layer}”：字段名“{as_it_is}”为中文乱码，应为“{as_it_should_be}”。请在图层属性的“源”页将数据源编码设为{encoding}，然后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: “{as_it_is}” in field “{field}” is garbled Chinese and should be “{as_it_should_be}”. Set the encoding to {encoding} in the layer properties (Source, Data source encoding) and run again.</source>
        <translation>图层“{layer}”：字段“{field}”中的“{as_it_is}”为中文乱码，应为“{as_it_should_be}”。请在图层属性的“源”页将数据源编码设为{encoding}，然后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: in “{as_it_is}” characters were lost by reading with a wrong encoding. Set the encoding to {encoding} in the layer properties (Source, Data source encoding) and run again; where the file itself has lost them, get it anew.</source>
        <translation>图层“{layer}”：“{as_it_is}”因读取编码不对，已有字符丢失。请在图层属性的“源”页将数据源编码设为{encoding}，然后重新运行；如文件本身已丢失字符，请重新索取。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: fields of a former run are replaced: {fields}</source>
        <translation>图层“{layer}”：上次运行生成的字段已被替换：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Township layer “{layer}” has no polygons; without townships nothing can be summed. Choose another layer.</source>
        <translation>乡镇图层“{layer}”没有面要素；没有乡镇无法汇总。请另选图层。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Township layer “{layer}”: features without a name: {ids}. Fill in the names.</source>
        <translation>乡镇图层“{layer}”：以下要素没有名称：{ids}。请补填名称。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Township layer “{layer}”: several features share a name and are one township in tables: {names}</source>
        <translation>乡镇图层“{layer}”：多个要素同名，表中按一个乡镇处理：{names}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Township layer “{layer}”: townships overlap ({mu} mu): {pairs}. Ground in two townships goes to the first.</source>
        <translation>乡镇图层“{layer}”：乡镇之间有重叠（{mu}亩）：{pairs}。同属两个乡镇的面积计入排在前面的乡镇。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{mu} mu of counted ground lie in two townships and went to the first one.</source>
        <translation>计入面积中有{mu}亩同属两个乡镇，已计入排在前面的乡镇。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Township layer “{layer}”: {count} gaps between townships ({mu} mu); ground there is outside all of them.</source>
        <translation>乡镇图层“{layer}”：乡镇之间有{count}处空隙（{mu}亩），位于空隙中的面积计为乡镇外。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>{mu} mu outside every township are part of the progress against the targets.</source>
        <translation>目标完成情况中含乡镇外{mu}亩。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”: the field {field} is missing (also accepted: {accepted}). Fields found: {fields}</source>
        <translation>目标表“{layer}”：缺少字段{field}（也可用：{accepted}）。现有字段：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”: the table has no rows. Fill it in, or give no targets.</source>
        <translation>目标表“{layer}”：没有记录。请补填，或不选目标表。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”: no row has the measure “area”, only: {measures}</source>
        <translation>目标表“{layer}”：没有指标为“area”（治理面积）的记录，只有：{measures}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”: rows with other measures are not summed here: {measures}</source>
        <translation>目标表“{layer}”：其他指标的记录不在此汇总：{measures}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}” hold several target sets that may contradict each other: {sets}. Choose one by name.</source>
        <translation>目标表“{layer}”中有多种任务口径，可能互不一致：{sets}。请填写其中一种的名称。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”: there is no target set “{target_set}”. Sets found: {sets}</source>
        <translation>目标表“{layer}”：没有任务口径“{target_set}”。现有口径：{sets}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: no target set is named, but other rows name: {sets}</source>
        <translation>目标表“{layer}”第{row}行：未填任务口径，而其他行已填：{sets}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, set “{target_set}”: some rows have a category and some none (row {row}). Give all rows a category or none.</source>
        <translation>目标表“{layer}”口径“{target_set}”：部分行有类别，部分行没有（第{row}行）。请全部填写类别，或全部不填。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, set “{target_set}”: rows {other_row} and {row} both cover {year} ({category}). Keep one.</source>
        <translation>目标表“{layer}”口径“{target_set}”：第{other_row}行和第{row}行都包含{year}年（{category}），请只保留一行。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, set “{target_set}”: category “{value}” stands in rows {other_row} and {row} for {year}. Keep one.</source>
        <translation>目标表“{layer}”口径“{target_set}”：类别“{value}”在{year}年的第{other_row}行和第{row}行重复出现，请只保留一处。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The table of progress against targets was asked for, but no targets are given; not made.</source>
        <translation>已要求输出目标完成情况表，但未提供目标表，未生成。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: the field {field} is empty.</source>
        <translation>目标表“{layer}”第{row}行：字段{field}为空。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: “{value}” in {field} is not a number.</source>
        <translation>目标表“{layer}”第{row}行：{field}中的“{value}”不是数值。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: {field} must not be negative ({value}).</source>
        <translation>目标表“{layer}”第{row}行：{field}不能为负数（{value}）。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: “{value}” in {field} is not a year.</source>
        <translation>目标表“{layer}”第{row}行：{field}中的“{value}”不是年度。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: year_to {year_to} lies before year {year}.</source>
        <translation>目标表“{layer}”第{row}行：截止年度（year_to）{year_to}早于起始年度（year）{year}。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: “{value}” in approximate is neither 0 nor 1.</source>
        <translation>目标表“{layer}”第{row}行：约数（approximate）中的“{value}”既不是0也不是1。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Targets “{layer}”, row {row}: “{value}” is no measure; known are: {measures}</source>
        <translation>目标表“{layer}”第{row}行：“{value}”不是可用的指标，可用的有：{measures}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>No layer is given for parameter {parameter}. Choose one.</source>
        <translation>参数“{parameter}”未选图层，请选择。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The file of layer “{layer}” was changed or removed by another program during the run ({found} of {expected} features were read). Nothing was written; run again when it is complete.</source>
        <translation>运行期间，图层“{layer}”的文件被其他程序修改或删除（共{expected}个要素，读到{found}个）。未写入任何内容；请待文件完整后重新运行。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” announces {expected} features, but {found} could be read and are used; the file may be damaged.</source>
        <translation>图层“{layer}”标明有{expected}个要素，实际读到并采用{found}个；文件可能已损坏。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” has no field “{field}”. Its fields: {fields}</source>
        <translation>图层“{layer}”没有字段“{field}”。现有字段：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{value}” is not a date; write it as 2020-11-30.</source>
        <translation>“{value}”不是日期，请写成2020-11-30的形式。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The smallest share must lie between 0 and 100 percent, not {value}.</source>
        <translation>最小占比应在0到100之间，不能为{value}。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Choose at least one output: GeoPackage, workbook or map.</source>
        <translation>请至少选择一项输出：GeoPackage、工作簿或地图。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The workbook needs the Python library XlsxWriter, which is missing here: install the offline zip of this plugin, which brings it, or ask for the GeoPackage and the map only.</source>
        <translation>生成工作簿需要Python库XlsxWriter，本机没有：请安装本插件的离线安装包（已带该库），或只输出GeoPackage和地图。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{first}” and “{second}” would both be written to “{path}”. Give them files, or tables of one GeoPackage, of their own.</source>
        <translation>“{first}”和“{second}”都要写入“{path}”。请分别指定文件，或指定同一GeoPackage中的不同表。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{parameter}” would replace “{path}”, which this run reads. Choose another file, or a table of its own in this one.</source>
        <translation>“{parameter}”将替换“{path}”，而本次运行正在读取该文件。请另选文件，或写入其中单独的表。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{parameter}” would write into “{path}”, which is the database of a campaign. Only the algorithms of the campaign change it. Choose another file.</source>
        <translation>“{parameter}”将写入“{path}”，而该文件是专项行动数据库，只能由专项行动的算法修改。请另选文件。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{parameter}” would replace “{path}”, which holds other layers ({layers}). Choose another file, or a table of its own in this one.</source>
        <translation>“{parameter}”将替换“{path}”，其中有其他图层（{layers}）。请另选文件，或写入其中单独的表。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” could not be written: {reason}. Nothing was changed there. Choose another place, or make this one writable.</source>
        <translation>“{path}”无法写入：{reason}。原有内容未改动。请另选位置，或使该位置可写。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” was left as it is ({reason}); the new result lies beside it: “{kept}”</source>
        <translation>“{path}”未予改动（{reason}）；新结果保存在同一文件夹：“{kept}”</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}”: this format cuts field names, short names were used: {names}</source>
        <translation>“{path}”：该格式限制字段名长度，已使用短字段名：{names}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}”: this format keeps 254 bytes of a text; {count} longer ones were cut in: {fields}. A GeoPackage keeps them.</source>
        <translation>“{path}”：该格式的文本最长254字节，以下字段中有{count}个值被截短：{fields}。使用GeoPackage可完整保存。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” was written, but not the description that goes with it: {reason}</source>
        <translation>“{path}”已写入，但附带的说明文件未能写入：{reason}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{layer}” could not be written: {detail}. What was there stays; write to another place.</source>
        <translation>“{layer}”无法写入：{detail}。原有内容保留，请写入其他位置。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” was read again after writing and differs ({detail}); what was there stays.</source>
        <translation>“{path}”写入后复读不一致（{detail}），保留原有内容。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}” was read again after writing and differs ({what}: {found} instead of {expected}); what was there stays.</source>
        <translation>图层“{layer}”写入后复读不一致（{what}：应为{expected}，实为{found}），保留原有内容。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Workbook, sheet “{sheet}”, row {row}: a value could not be written.</source>
        <translation>工作簿“{sheet}”表第{row}行：有一个值无法写入。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” is a file, not a folder. Choose a folder for the results.</source>
        <translation>“{path}”是文件，不是文件夹。请选择存放成果的文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>On the map {count} labels found no room: {names}</source>
        <translation>地图上有{count}处注记放不下：{names}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The document needs the Python library python-docx, which is missing here. Install the offline zip of this plugin, which brings it.</source>
        <translation>生成文档需要 Python 库 python-docx，本机没有。请安装本插件的离线版压缩包，其中已带有该库。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” cannot be read as a Word document. Choose a .docx file.</source>
        <translation>“{path}”不能作为 Word 文档读取，请选择 .docx 文件。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” cannot be read as the manifest of a report ({detail}). Choose the folder of a report or the manifest.json in it.</source>
        <translation>“{path}”不能作为报告清单读取（{detail}）。请选择报告文件夹或其中的 manifest.json。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” was altered: its figures are not those that its digest proves. Take the manifest from the original folder of the report.</source>
        <translation>“{path}”被改动过：其中数据与摘要码不符。请使用原报告文件夹中的清单。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The report of “{path}” was made without a document; there is nothing to compare with. Make the report again where python-docx is present.</source>
        <translation>“{path}”对应的报告没有生成文档，无从核对。请在装有 python-docx 的电脑上重新生成报告。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The text file “{path}” cannot be read ({detail}). Save it as UTF-8.</source>
        <translation>文字材料“{path}”无法读取（{detail}），请存为 UTF-8 编码。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The text file “{path}” has the unknown heading “{heading}”. Headings are [practices], [problems] and [next_steps].</source>
        <translation>文字材料“{path}”中的标题“{heading}”不认识。标题应为 [主要做法]、[存在问题]、[下一步安排]。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The folder of maps “{path}” holds no picture (.png, .jpg, .pdf). Choose another folder.</source>
        <translation>图件文件夹“{path}”中没有图片（.png、.jpg、.pdf），请另选文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>A stage report needs the day after which the stage begins. Give it.</source>
        <translation>阶段报告需要起始日期（不含该日），请填写。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The period begins after {first} and ends on {last}: no day lies in it. Give an earlier first day.</source>
        <translation>本期自{first}（不含）至{last}，其间没有一天。请填写更早的起始日期。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The monthly report calls “this month” what is dated after {first} up to {last}: {days} days, more than a month. If a month is meant, set “Period begins after” to the last day of the month before; if not, choose the report of a stage.</source>
        <translation>本月报的“本月”自{first}（不含）至{last}，共{days}天，超过一个月。确为月报的，请将“本期起始（不含该日）”改为上月最后一天；不是的，请改选阶段报告。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Layer “{layer}”: {count} counted patches have no full date; they are in this year and in all, but not in the period: {ids}</source>
        <translation>图层“{layer}”：{count}个计入图斑没有完整日期，计入本年和累计，不计入本期：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The template has the unknown key “{key}”; the nearest known one is “{nearest}”.</source>
        <translation>模板中的代码“{key}”不认识，最接近的是“{nearest}”。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The template has “{text}”, which is not closed by “}}}}”.</source>
        <translation>模板中的“{text}”没有用“}}}}”结束。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The form of the superior office needs its profile, and a profile needs its form.</source>
        <translation>上级报表和填表方案须同时提供。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The profile “{path}” cannot be read ({detail}). Its form stands in docs/report.md.</source>
        <translation>填表方案“{path}”无法读取（{detail}）。写法见 docs/report.md。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>“{path}” cannot be read as a workbook. Choose an .xlsx file.</source>
        <translation>“{path}”不能作为工作簿读取，请选择 .xlsx 文件。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>The form has no sheet “{sheet}”. Its sheets: {sheets}</source>
        <translation>上级报表中没有工作表“{sheet}”。现有工作表：{sheets}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Sheet “{sheet}”, cell {cell} of the form holds a formula or lies inside merged cells and was not overwritten. Correct the profile.</source>
        <translation>上级报表的工作表“{sheet}”单元格{cell}为公式或位于合并单元格内部，不予覆盖。请更正填表方案。</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Rows of the form that the report does not know were left as they are: {names}</source>
        <translation>上级报表中以下各行在报告中没有对应，保持原样：{names}</translation>
    </message>
    <message>
        <location filename="../processing/messages.py"/>
        <source>Filling the form needs the Python library openpyxl, which is missing here. Install the offline zip of this plugin, which brings it.</source>
        <translation>填写上级报表需要 Python 库 openpyxl，本机没有。请安装本插件的离线版压缩包，其中已带有该库。</translation>
    </message>
    <message>
        <location filename="../processing/migrate_campaign.py"/>
        <source>Migrate a campaign</source>
        <translation>升级专项行动</translation>
    </message>
    <message>
        <location filename="../processing/migrate_campaign.py"/>
        <source>A copy of a campaign of an older version, with the schema of this one.</source>
        <translation>将较早版本的专项行动复制为本版本的数据库。</translation>
    </message>
    <message>
        <location filename="../processing/migrate_campaign.py"/>
        <source>Makes a new campaign with the schema of this version and copies every row into it, the history too. The older campaign stays as it is.</source>
        <translation>按本版本新建专项行动，并复制全部记录，包括修改历史。原专项行动保持不变。</translation>
    </message>
    <message>
        <location filename="../processing/migrate_campaign.py"/>
        <source>The folder of the migrated campaign is made in here.</source>
        <translation>升级后的专项行动文件夹建在此处。</translation>
    </message>
    <message>
        <location filename="../processing/migrate_campaign.py"/>
        <source>Migrated campaign</source>
        <translation>升级后的专项行动</translation>
    </message>
    <message>
        <location filename="../processing/outputs.py"/>
        <source>its spatial index is not complete</source>
        <translation>空间索引不完整</translation>
    </message>
    <message>
        <location filename="../processing/outputs.py"/>
        <location filename="../processing/swapping.py"/>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <location filename="../processing/pack_campaign.py"/>
        <source>Pack a campaign</source>
        <translation>打包专项行动</translation>
    </message>
    <message>
        <location filename="../processing/pack_campaign.py"/>
        <source>Database, project and photos in one zip, to be handed on or kept.</source>
        <translation>将数据库、工程和照片打成一个压缩包，用于移交或存档。</translation>
    </message>
    <message>
        <location filename="../processing/pack_campaign.py"/>
        <source>Copies the database with all that is committed in it, also what still lies in a write-ahead log beside it, compares the rows of every table, and packs it with project and photos into a zip.

A copy of the .gpkg file alone may lack the last changes; this one does not.</source>
        <translation>复制数据库中已提交的全部内容（包括旁边日志文件中的内容），核对各表记录数，连同工程和照片打成压缩包。

只复制 .gpkg 文件可能缺少最近的改动，打包则不会。</translation>
    </message>
    <message>
        <location filename="../processing/pack_campaign.py"/>
        <source>Packed campaign</source>
        <translation>专项行动压缩包</translation>
    </message>
    <message>
        <location filename="../processing/pack_campaign.py"/>
        <source>Unpacked, it is the folder of the campaign.</source>
        <translation>解压后即为专项行动文件夹。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Polygons of mine land; invalid ones are repaired in memory and reported.</source>
        <translation>矿山用地多边形；无效多边形在内存中修复并列出。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Field with the patch numbers that stand in all tables; without it the feature id.</source>
        <translation>各表所用的图斑编号；不选则用要素编号。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Layers of this class, of any geometry. On the command line repeat the parameter for each layer.</source>
        <translation>该类的图层，面、线、点均可。命令行中每个图层重复写一次该参数。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Smallest share for membership (percent)</source>
        <translation>判定归属的最小占比（%）</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>A patch belongs to a class when at least this share lies in it. Areas in mu do not depend on it.</source>
        <translation>图斑在某类区线内的占比不低于此值时归入该类。面积（亩）不受此值影响。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Metres on the ground on both sides. Neither the plan nor the law fixes this distance: it has no default and stays provisional until the office confirms it.</source>
        <translation>两侧实地距离（米）。方案和法规均未规定，因此没有默认值，经本单位确认前为暂定。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Metres on the ground around the zones; 0 for the zones as drawn.</source>
        <translation>区线外扩的实地距离（米）；0表示以所绘范围为准。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Year field</source>
        <translation>年度字段</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Year of remediation: number, text or date. Nonsense counts as undated.</source>
        <translation>治理年度，可为数值、文本或日期。无法识别的按未定年度处理。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Date field</source>
        <translation>日期字段</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Date of the counting step; gives the year where the year field is empty.</source>
        <translation>计入环节（如验收）的日期；年度字段为空时由此取年度。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Category field</source>
        <translation>类别字段</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Kind of mine, such as in production or closed by policy.</source>
        <translation>矿山类别，如生产矿山、政策性关闭矿山。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Zone field</source>
        <translation>区线字段</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Groups whole patches by an attribute, such as zone_class of a former run.</source>
        <translation>按某一属性对整个图斑分组，如上次运行生成的zone_class。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>State of the work; see the counted statuses.</source>
        <translation>治理工作状态，参见“计入的状态”。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Statuses that count as remediated, separated by commas; empty: all patches count.</source>
        <translation>视为完成治理的状态，用逗号或顿号分隔；留空则全部图斑计入。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Township polygons; their order in the layer is the order of all tables.</source>
        <translation>乡镇面图层；各表按图层中的顺序排列。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <location filename="../ui/dock.py"/>
        <source>Township name field</source>
        <translation>乡镇名称字段</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Field with the names of the townships.</source>
        <translation>填有乡镇名称的字段。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Table of the plan's targets with the fields year, category, target_mu and, as needed, target_set, year_to, approximate, paragraph, measure, target_value.</source>
        <translation>方案目标表，字段为year（年度）、category（类别）、target_mu（目标亩数），可另有target_set（任务口径）、year_to（至年度）、approximate（约数）、paragraph（条款）、measure（指标）、target_value（指标值）。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Which target set counts; needed when the table holds several that differ.</source>
        <translation>采用哪种任务口径；表中有多种口径时必填。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>count_once: ground that patches share counts once, for the earlier one. keep: it counts for each patch and is only reported.</source>
        <translation>count_once：图斑重叠部分只计一次，计入较早的图斑。keep：各图斑分别计入，仅列出重叠。</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>counted once, for the earlier patch</source>
        <translation>只计一次，计入时间在前的图斑</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>counted for each patch</source>
        <translation>各图斑分别计入</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Not counted by status or cut-off (mu)</source>
        <translation>因状态或截止日期不计入（亩）</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Shared ground held by an earlier patch (mu)</source>
        <translation>与较早图斑重叠的面积（亩）</translation>
    </message>
    <message>
        <location filename="../processing/parameters.py"/>
        <source>Counted outside every township (mu)</source>
        <translation>计入面积中的乡镇外部分（亩）</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>Preview files</source>
        <translation>预览来件</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>What came in, drawn in the coordinate systems that make sense, and its first rows in each encoding.</source>
        <translation>将来件按可能的坐标系绘到地图上，并列出各种编码下的前几行。</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>For files, or a pasted text, of which an import asks the coordinate system, or whose texts look wrong. Nothing is imported.

The layer shows the patches of each file in every system in which their numbers make sense, numbered, the best first: look on the map which of them lies on its ground, and choose that system in the import. Where the file names its system, it is drawn in that alone. The datum cannot be seen on a map: Xi'an 80 and Beijing 54 lie about 100 m off. Ask the sender.

The table has the first three rows of each layer in the encoding that an import takes, and in the others that give other texts. Where another one is right, name it in “Encoding” of the import.</source>
        <translation>用于导入时要求选择坐标系、或文字疑似乱码的文件和粘贴的文本；只预览，不导入。

图层将每个文件的图斑按数值符合的各个坐标系分别绘出并编号，最可能的排在最前：在地图上看哪一个落在实地位置，导入时即选该坐标系。文件已注明坐标系的，只按所注绘出。大地基准在地图上看不出来，1980 西安、1954 北京坐标约偏 100 米，须向报送单位核实。

表中为各图层按导入时采用的编码读出的前三行，以及读出文字不同的其他编码的前三行。若其他编码正确，请在导入时的“编码”中填写。</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>A row per file, layer and coordinate system: rank, system, whether an import takes it by itself.</source>
        <translation>每个文件、图层、坐标系一行：排序、坐标系、导入时是否自动采用。</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>Files in possible systems</source>
        <translation>各坐标系下的来件</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>Three rows per file, layer and encoding: what stands there, whether an import takes it by itself.</source>
        <translation>每个文件、图层、编码三行：内容、导入时是否自动采用。</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>First rows of the files</source>
        <translation>来件前几行</translation>
    </message>
    <message>
        <location filename="../processing/preview_files.py"/>
        <source>Layers whose coordinate system is asked</source>
        <translation>需选择坐标系的图层数</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>QGIS</source>
        <translation>QGIS</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>ellipsoidal area on CGCS2000, land-survey formula (2008) No. 32; 1 mu = 2000/3 m²</source>
        <translation>CGCS2000椭球面积，国土调查办发〔2008〕32号公式；1亩＝2000/3平方米</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>{tolerance} m²: equal borders are neither overlap nor membership</source>
        <translation>{tolerance}平方米：边界相接既不算重叠，也不算归属</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>{count} features</source>
        <translation>{count}个要素</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>selected features only</source>
        <translation>仅选中要素</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>filter: {filter}</source>
        <translation>过滤条件：{filter}</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>no layer given; ground there counts by the other classes</source>
        <translation>未提供图层；该类范围内的图斑按其他各类归类</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>{distance} m on the ground, not confirmed (provisional)</source>
        <translation>实地{distance}米，未确认（暂定）</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>as drawn (0 m)</source>
        <translation>以所绘范围为准（0米）</translation>
    </message>
    <message>
        <location filename="../processing/provenance.py"/>
        <source>{distance} m on the ground, confirmed: {confirmed}</source>
        <translation>实地 {distance} 米，已确认：{confirmed}</translation>
    </message>
    <message>
        <location filename="../processing/provider.py"/>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/entries.py"/>
        <source>Mine Remediation</source>
        <translation>矿山治理</translation>
    </message>
    <message>
        <location filename="../processing/provider.py"/>
        <source>Mine Remediation: progress of mine land restoration</source>
        <translation>矿山治理：矿山地质环境恢复治理进展</translation>
    </message>
    <message>
        <location filename="../processing/reading.py"/>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <location filename="../processing/reading.py"/>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <location filename="../processing/reading.py"/>
        <source>polygons</source>
        <translation>面</translation>
    </message>
    <message>
        <location filename="../processing/reading.py"/>
        <source>no geometry</source>
        <translation>无几何</translation>
    </message>
    <message>
        <location filename="../processing/reading.py"/>
        <source>geometry of an unknown kind</source>
        <translation>未知类型</translation>
    </message>
    <message>
        <location filename="../processing/rebuilding.py"/>
        <source>Live figures of the mine patches</source>
        <translation>矿山图斑实时统计</translation>
    </message>
    <message>
        <location filename="../processing/rebuilding.py"/>
        <source>The live figures could not be made: {error}</source>
        <translation>无法生成实时统计：{error}</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>“{file}”: {what}.</source>
        <translation>“{file}”：{what}。</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>Remarks to look at: {count}.</source>
        <translation>需核对的问题{count}项。</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>Nothing to object to.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>sent by {sender}</source>
        <translation>报送单位{sender}</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>nothing was taken from it</source>
        <translation>未读入任何内容</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>Plots read: {count}; left out: {rejected}</source>
        <translation>读入地块{count}个，未读入{rejected}个</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>Rows: {rows}, with a polygon: {polygons}; rejected values: {rejected}</source>
        <translation>共{rows}行，其中有图形的{polygons}行，退回{rejected}项</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>{first}; area {mu}.</source>
        <translation>{first}，面积{mu}。</translation>
    </message>
    <message>
        <location filename="../processing/receipt_words.py"/>
        <source>{first}.</source>
        <translation>{first}。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Check an edited report</source>
        <translation>核对改后的报告</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Finds figures, sums and units in the edited Word document that are not those of the report.</source>
        <translation>找出改后 Word 文档中与报告不一致的数据、合计和单位。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Reads the document as it was edited in Word, WPS or LibreOffice and compares it with the manifest that was made with it. Every figure is found by its bookmark, or where that was overtyped by its sentence or cell.

Listed are figures that no longer match, sums that no longer add up, changed units, and sentences or rows that were removed, each with what it was. Wording may be edited freely.</source>
        <translation>读取在 Word、WPS 或 LibreOffice 中改过的文档，与随报告生成的清单比较。每个数据按书签查找，书签被覆盖时按所在语句或单元格查找。

列出不再一致的数据、不再相符的合计、改动的单位、被删除的语句或行，并注明原数。文字措辞可以自由修改。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Edited document</source>
        <translation>改后的文档</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>The Word document of a report, as it is now.</source>
        <translation>报告的 Word 文档（现状）。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>The manifest.json of that report.</source>
        <translation>该报告的 manifest.json。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>A row per finding.</source>
        <translation>每处不符一行。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Page</source>
        <translation>网页</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>The findings as a page for the browser.</source>
        <translation>用浏览器查看的核对结果。</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>Number of findings</source>
        <translation>不符处数</translation>
    </message>
    <message>
        <location filename="../processing/recheck_document.py"/>
        <source>No difference was found.</source>
        <translation>未发现不符。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>Record a decision</source>
        <translation>登记决定</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>What the office decides about an open item of the plan, with name, date and basis.</source>
        <translation>登记对方案待定事项的决定，注明姓名、日期和依据。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>Keeps a decision about an item of the register, such as D-02 (the mu that are allocated to no year: 2018, unallocated or superseded). It is printed wherever the item matters.

Three subjects also change what is counted: target_set (the set that progress is set against), counting_step (the step by which a patch counts as remediated) and accounting_basis (the area by which it counts: OFFICIAL, ACCEPTED, DECLARED, LICENCE, GEODESIC; any but the official one is spread over the ground that counts, and every table says so). Decisions are added, never overwritten.</source>
        <translation>登记对矛盾清单某一事项（如 D-02，即未分解到年度的亩数：属 2018 年、不分解或已被取代）的决定，凡涉及该事项之处均予列明。

另有三个事项会改变计入口径：target_set（进度所对照的任务口径）、counting_step（图斑计为完成治理的办理环节）、accounting_basis（图斑计入所用的面积：OFFICIAL 法定、ACCEPTED 验收、DECLARED 申报、LICENCE 许可证、GEODESIC 大地测量；除法定面积外均按比例分摊到计入地块，并在各表注明）。决定只增不改。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>Number in the register such as D-02, or target_set, counting_step, accounting_basis.</source>
        <translation>矛盾清单中的编号（如 D-02），或 target_set、counting_step、accounting_basis。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>What is decided.</source>
        <translation>决定的内容。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>Who decides.</source>
        <translation>由谁决定。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>The day of the decision.</source>
        <translation>作出决定的日期。</translation>
    </message>
    <message>
        <location filename="../processing/record_decision.py"/>
        <source>Document or reason.</source>
        <translation>文件或理由。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Record a status</source>
        <translation>登记办理环节</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>A step of the status ladder, with date, unit, document and area, for one or more patches.</source>
        <translation>为一个或多个图斑登记办理环节，注明日期、单位、文号和面积。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Adds an event to each of the patches. A patch counts as remediated from the date of its first event at the campaign's counting step or a later one.

The same step on the same day is recorded once. Events are not overwritten: a correction is a further event, and the history keeps what was.</source>
        <translation>为每个图斑增加一条办理记录。图斑自首次达到计入环节（或更后环节）之日起计为完成。

同一天的同一环节只登记一次。办理记录不覆盖：更正须另行登记，修改历史保留原有内容。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Numbers of the patches, separated by commas.</source>
        <translation>图斑编号，用逗号分隔。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>The day of the event; it gives the year in which the patch counts.</source>
        <translation>办理日期；图斑按其年份计入。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Who did it, such as the city bureau.</source>
        <translation>办理单位，如市自然资源局。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Number of the document.</source>
        <translation>文件编号。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Area at this step (mu)</source>
        <translation>该环节面积（亩）</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>As the document gives it.</source>
        <translation>按文件所载。</translation>
    </message>
    <message>
        <location filename="../processing/record_status.py"/>
        <source>Recorded</source>
        <translation>登记条数</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>monthly report</source>
        <translation>月报</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>half-year summary</source>
        <translation>半年总结</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>annual summary</source>
        <translation>年度总结</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>end of the year's targets</source>
        <translation>年度任务</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>implementation plan</source>
        <translation>实施方案</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>Due by {day}: {what}.</source>
        <translation>{day}前报送或完成：{what}。</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>“{file}” was not made: {reason}</source>
        <translation>“{file}”未生成：{reason}</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>Remediated area and target by year</source>
        <translation>各年度治理面积与任务</translation>
    </message>
    <message>
        <location filename="../processing/reporting.py"/>
        <source>{kind} on the remediation of mine land ({year}-{month})</source>
        <translation>矿山治理专项行动{kind}（{year}年{month}月）</translation>
    </message>
    <message>
        <location filename="../processing/runs.py"/>
        <source>Cuts on a grid</source>
        <translation>改用格网裁切</translation>
    </message>
    <message>
        <location filename="../processing/runs.py"/>
        <source>Computing</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {new} new, {changed} changed, {same} the same, {missing} missing.</source>
        <translation>“{layer}”：新增{new}个，变化{changed}个，相同{same}个，缺少{missing}个。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}” has no field “{wanted}”; its patch numbers were taken from “{field}”.</source>
        <translation>“{layer}”没有“{wanted}”字段，图斑编号取自“{field}”。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {count} patches lie on ground that is held under another number, and are not new: {ids}</source>
        <translation>“{layer}”：{count}个图斑与现有图斑为同一范围但编号不同，不作为新增：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: of {count} patches that are held under their numbers none lies where it is held. Look whether the coordinate system of the layer, its zone above all, is the right one.</source>
        <translation>图层“{layer}”：{count} 个编号相同的图斑没有一个与现有图斑位置重合，请核对该图层的坐标系，尤其是带号。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {count} new patches lie on ground that is held already, {mu} mu in all: {ids}. Look whether they were reported before.</source>
        <translation>“{layer}”：{count}个新增图斑占用现有图斑的范围，共{mu}亩：{ids}。请核对是否重复报送。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {count} patches stand as new because another patch of this submission has the same number and was compared under it, or because the number is new and comes several times: {ids}. None of them is accepted; ask the sender which one counts, and for numbers of their own.</source>
        <translation>“{layer}”：{count} 个图斑列为新增，因本次报送中另有图斑用同一编号且已按该编号比对，或该编号为新且重复出现：{ids}。这些图斑均不予接收，请报送单位核实以哪个为准，并分别编号。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: of the {same} that are the same on the ground {count} have other values (changed_fields): {ids}</source>
        <translation>“{layer}”：图形相同的 {same} 个中，{count} 个的属性值不同（见“取值不同的字段”）：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {replaced} patches replaced, {added} added, {removed} taken away.</source>
        <translation>“{layer}”：替换{replaced}个图斑，新增{added}个，去掉{removed}个。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: these fields are not among those held and were left out: {fields}</source>
        <translation>“{layer}”：下列字段现有图层没有，未带入：{fields}</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: “{held}” has no field that says the same as these (of areas perhaps none whose unit is known), so they are neither compared nor taken over: {fields}. Rename the fields of one of the two layers where they belong together.</source>
        <translation>“{layer}”的下列字段在“{held}”中没有含义相同的字段（申报面积也可能是单位不明），未比对、未带入：{fields}。如确属同一内容，请改成一致的字段名后重做。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {count} values of the field “{field}” are empty or were not understood when the file came in; what is held was kept: {ids}</source>
        <translation>“{layer}”的字段“{field}”有{count}个值为空，或导入时未被识别，保留现有值：{ids}</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: computed from the former ground, so empty for the replaced patches: {fields}. Compute them anew.</source>
        <translation>“{layer}”：下列字段按原范围计算，被替换的图斑已清空：{fields}。请重新计算。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{layer}”: {count} values do not fit the field “{field}” of “{held}” and were not taken; what is held was kept, new patches have none: {ids}. Ask the sender to mend them, or fill them in by hand in the new layer.</source>
        <translation>“{layer}”：有{count}个值不能填入“{held}”的“{field}”字段，未采用，现有图斑保留现有值，新增图斑留空：{ids}。请报送单位更正，或在新图层中手工填写。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>The campaign “{file}” is not changed. Bring the new layer in with “Load layers into a campaign”.</source>
        <translation>专项行动数据库“{file}”未改动。请用“导入图层”将新图层导入。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{file}” has none of the fields of the mapping ({missing}). It has: {fields}. Mend the mapping, or leave it empty to have the fields recognised.</source>
        <translation>“{file}”没有对应关系中的任何字段（{missing}）。文件字段有：{fields}。请更正对应关系，或留空由程序识别。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{file}” came in before, on {day} from {sender} as “{earlier}”; the campaign is not changed.</source>
        <translation>“{file}”此前已收到（{day}，{sender}，文件名“{earlier}”），数据库不作改动。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>“{file}”: {count} more rules were broken; the receipt has them all.</source>
        <translation>“{file}”：另有{count}项不符，详见收件回执。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>Who sent the files is not said. The campaign “{campaign}” keeps a receipt for each: fill in the sender.</source>
        <translation>未填报送单位。专项行动数据库“{campaign}”须登记每个来件，请填写报送单位。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>The sender “{sender}” is named in the receipt alone: without a campaign no file is recorded, and no mapping kept or taken.</source>
        <translation>报送单位“{sender}”仅写入回执：未选专项行动，来件不登记，字段对应关系也不保存、不沿用。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>No file is given. Choose the files that came in.</source>
        <translation>没有选择文件，请选择收到的文件。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>{count} patch numbers come in several files, and their ground is in the sum each time: {ids}. Choose the one that counts.</source>
        <translation>有 {count} 个图斑编号在多个文件中重复出现，面积已各计一次：{ids}。请只保留应采用的文件。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>{files} files: {rows} rows, {polygons} of them with a polygon, {mu} mu in all; {rejected} values rejected.</source>
        <translation>共{files}个文件，{rows}行，其中{polygons}行有图形，合计{mu}亩；退回{rejected}项。</translation>
    </message>
    <message>
        <location filename="../processing/submission_messages.py"/>
        <source>No patch of the comparison has these accepted numbers: {ids}. Run “Compare a submission” and take the numbers from there.</source>
        <translation>比对结果中没有下列编号：{ids}。请先运行“比对报送图斑”，再从结果中选取编号。</translation>
    </message>
    <message>
        <location filename="../processing/submissions.py"/>
        <source>{id} (“{value}”)</source>
        <translation>{id}（“{value}”）</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Summarize remediated area</source>
        <translation>治理面积汇总</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Remediated mu per township, year and category, every square metre once, against the targets.</source>
        <translation>分乡镇、年度、类别汇总治理面积（亩），同一地块只计一次，并与目标对照。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Cuts the counted mine patches by townships and sums their official area by township, year, category.

Ground that several patches share counts once, for the earlier date or year; what was lost to whom is listed piece by piece. Ground outside every township, without a year or without a category keeps a row of its own: all patches = counted + shared + not counted.

With a table of targets, completion and gap are given per year, category and span, cumulative too. Where the table holds several target sets that contradict each other, one must be chosen by name.</source>
        <translation>将计入的矿山图斑按乡镇切分，分乡镇、年度、类别汇总椭球面积。

多个图斑重叠的部分只计一次，计入日期或年度较早的图斑；扣减情况逐块列出。乡镇外、未定年度、未分类的面积单独成行：全部图斑＝计入＋重叠＋不计入。

提供目标表时，按年度、类别和时段给出完成率和差额，并给出累计数。表中有多种互不一致的任务口径时，须填写其中一种的名称。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Remediated area</source>
        <translation>治理面积</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>A row per township, year, category and zone class with patches, m², mu and the patch numbers.</source>
        <translation>每个乡镇、年度、类别、区线一行，列出图斑数、平方米、亩和图斑编号。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Progress by township</source>
        <translation>乡镇治理进展</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>The township layer with remediated mu, also per year; townships without work have zeros.</source>
        <translation>在乡镇图层上加治理面积（亩）及分年度面积；没有治理的乡镇为零。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Progress against targets</source>
        <translation>目标完成情况</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Target, remediated mu, gap and completion per category and year or span, cumulative too.</source>
        <translation>按类别和年度（或时段）列出目标、治理面积、差额和完成率，并列累计数。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Pieces</source>
        <translation>计入地块</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>The counted ground, cut by townships.</source>
        <translation>计入面积按乡镇切分后的地块。</translation>
    </message>
    <message>
        <location filename="../processing/summarize_area.py"/>
        <source>Ground that an earlier patch holds: who keeps it, who loses it, and how much.</source>
        <translation>已由较早图斑计入的面积：计入哪个图斑、从哪个图斑扣减、面积多少。</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>the folder is read-only</source>
        <translation>文件夹为只读</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>there is no permission to write, or another program has it open</source>
        <translation>没有写入权限，或已被其他程序打开</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>there is a folder of that name</source>
        <translation>已有同名文件夹</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>it is read-only</source>
        <translation>文件为只读</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>it was changed meanwhile</source>
        <translation>文件在此期间被改动</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>another program has it open ({detail})</source>
        <translation>已被其他程序打开（{detail}）</translation>
    </message>
    <message>
        <location filename="../processing/swapping.py"/>
        <source>“{file}” lies beside it</source>
        <translation>旁边有文件“{file}”</translation>
    </message>
    <message>
        <location filename="../processing/warming.py"/>
        <location filename="../ui/face.py"/>
        <source>Loading the computing libraries</source>
        <translation>正在加载计算库</translation>
    </message>
    <message>
        <location filename="../ui/cards.py"/>
        <source>Townships: {parts}</source>
        <translation>乡镇：{parts}</translation>
    </message>
    <message>
        <location filename="../ui/cards.py"/>
        <location filename="../ui/digitising.py"/>
        <source>{area} {unit}</source>
        <translation>{area} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/cards.py"/>
        <source>counted {counted} · geodesic {geodesic} · {m2} m² · perimeter {perimeter} m</source>
        <translation>计入 {counted} · 测地线 {geodesic} · {m2} 平方米 · 周长 {perimeter} 米</translation>
    </message>
    <message>
        <location filename="../ui/controller.py"/>
        <source>Computing the figures</source>
        <translation>正在计算</translation>
    </message>
    <message>
        <location filename="../ui/controller.py"/>
        <source>Which patch lies in which priority zone</source>
        <translation>判定图斑位于四区两线中的哪一类</translation>
    </message>
    <message>
        <location filename="../ui/controller.py"/>
        <source>Remediated area by township, year and category</source>
        <translation>按乡镇、年度、类别汇总治理面积</translation>
    </message>
    <message>
        <location filename="../ui/controller.py"/>
        <source>Layers, workbook and map of the progress</source>
        <translation>导出治理进展图层、工作簿和地图</translation>
    </message>
    <message>
        <location filename="../ui/controller.py"/>
        <source>County map, atlases and comparisons of two dates</source>
        <translation>县域图、分乡镇或分图斑图册、两期对比图</translation>
    </message>
    <message>
        <location filename="../ui/delegates.py"/>
        <source>{symbol} {word}</source>
        <translation>{symbol} {word}</translation>
    </message>
    <message>
        <location filename="../ui/delegates.py"/>
        <source>{state}, {over} over the target</source>
        <translation>{state}，超出 {over}</translation>
    </message>
    <message>
        <location filename="../ui/delegates.py"/>
        <source>{state}, gap {gap}</source>
        <translation>{state}，差 {gap}</translation>
    </message>
    <message>
        <location filename="../ui/delegates.py"/>
        <source>{counted} (+{review})</source>
        <translation>{counted}（+{review}）</translation>
    </message>
    <message>
        <location filename="../ui/delegates.py"/>
        <location filename="../ui/pages.py"/>
        <source>{counted} / {target}</source>
        <translation>{counted} / {target}</translation>
    </message>
    <message>
        <location filename="../ui/digitising.py"/>
        <source>{names} and {n} more</source>
        <translation>{names}等，另有 {n} 个</translation>
    </message>
    <message>
        <location filename="../ui/digitising.py"/>
        <source>overlaps {area} {unit}: {names}</source>
        <translation>重叠 {area} {unit}：{names}</translation>
    </message>
    <message>
        <location filename="../ui/digitising.py"/>
        <source>still missing this year: {area} {unit}</source>
        <translation>当年尚差：{area} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/digitising.py"/>
        <source>{patch}: {before} → {after} {unit}</source>
        <translation>{patch}：{before} → {after} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/pages.py"/>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Sources</source>
        <translation>数据来源</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Classify…</source>
        <translation>归类…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Summarize…</source>
        <translation>汇总…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Maps…</source>
        <translation>出图…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/states.py"/>
        <source>New Campaign…</source>
        <translation>新建专项行动…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/states.py"/>
        <source>Load Plan…</source>
        <translation>载入方案…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/states.py"/>
        <source>Load Layers…</source>
        <translation>导入图层…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Record Status…</source>
        <translation>登记环节…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Record Decision…</source>
        <translation>登记决定…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>A folder with database, forms and history; it is opened when it is made</source>
        <translation>建立含数据库、表单和修改历史的文件夹，建好后自动打开</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Targets, deadlines and contradictions of a work plan</source>
        <translation>工作方案的任务、时限和矛盾清单</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Patches, townships, zones, mines, licences or photos of a layer</source>
        <translation>从图层导入图斑、乡镇、区线、矿山、许可证或照片</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>A dated step of patches, such as an acceptance</source>
        <translation>图斑的办理环节及日期，如验收</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>What the office decides: target set, counting step, an open item</source>
        <translation>本单位的决定：任务口径、计入环节、待定事项</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Open the manual</source>
        <translation>打开使用说明</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <location filename="../ui/entries.py"/>
        <source>Show the area of the polygon while it is being drawn</source>
        <translation>绘制时显示图斑面积</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Copy the table to the clipboard</source>
        <translation>复制表格到剪贴板</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Filter by township, year, category, status and zone class</source>
        <translation>按乡镇、年度、类别、状态、区线筛选</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Year, or cumulative to the cut-off date</source>
        <translation>年度，或截至截止日期的累计</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Due next</source>
        <translation>近期时限</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Number, name, township…</source>
        <translation>编号、名称、乡镇…</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Has a problem</source>
        <translation>有问题的</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Counted area by township and year</source>
        <translation>分乡镇、年度计入面积</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Under review</source>
        <translation>在审状态</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>not set</source>
        <translation>未填写</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source> m</source>
        <translation> 米</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>No layer</source>
        <translation>未选图层</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>All patches count</source>
        <translation>全部图斑计入</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>fixed</source>
        <translation>指定</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Without a fixed date the cut-off is today.</source>
        <translation>未指定日期时，截止日期为当天。</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Guess Again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Guessed from the names; kept in the project.</source>
        <translation>按名称自动识别，可更改，保存在工程中。</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Priority zones: layers and distance. Distances of lines stay provisional until the office confirms them.</source>
        <translation>四区两线：图层和距离。两线的距离在本单位确认前为暂定。</translation>
    </message>
    <message>
        <location filename="../ui/dropping.py"/>
        <source>Drop the files to import them</source>
        <translation>松开鼠标，导入这些文件</translation>
    </message>
    <message>
        <location filename="../ui/entries.py"/>
        <source>Progress of Mine Remediation</source>
        <translation>矿山治理进度</translation>
    </message>
    <message>
        <location filename="../ui/entries.py"/>
        <source>Show or hide the progress of mine remediation</source>
        <translation>显示或隐藏矿山治理进度面板</translation>
    </message>
    <message>
        <location filename="../ui/entries.py"/>
        <source>Show Area While Digitising</source>
        <translation>绘制时显示面积</translation>
    </message>
    <message>
        <location filename="../ui/entries.py"/>
        <location filename="../ui/manual.py"/>
        <source>Mine Remediation: Manual</source>
        <translation>矿山治理：使用说明</translation>
    </message>
    <message>
        <location filename="../ui/looks.py"/>
        <source>Behind</source>
        <translation>落后</translation>
    </message>
    <message>
        <location filename="../ui/looks.py"/>
        <source>On pace</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../ui/looks.py"/>
        <source>Exceeded</source>
        <translation>超额</translation>
    </message>
    <message>
        <location filename="../ui/looks.py"/>
        <source>No target</source>
        <translation>无目标</translation>
    </message>
    <message>
        <location filename="../ui/looks.py"/>
        <source>Approximate target</source>
        <translation>目标为约数</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{name}: {counted} {unit} counted</source>
        <translation>{name}：计入 {counted} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{review} {unit} under review</source>
        <translation>在审 {review} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>target {target} {unit}, gap {gap} {unit}, {percent}</source>
        <translation>目标 {target} {unit}，差 {gap} {unit}，完成率 {percent}</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>due today {due} {unit}</source>
        <translation>按当日进度应完成 {due} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>Click to sort this view; a third click brings back the office's own order.</source>
        <translation>点击排序（仅影响显示），第三次点击恢复本单位原有顺序。</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{head} ({unit})</source>
        <translation>{head}（{unit}）</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>Outside</source>
        <translation>乡镇外</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{township}, {year}: {figure} {unit}</source>
        <translation>{township}，{year}：{figure} {unit}</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{township}, {year}: {figure} {unit}, changed since the last save</source>
        <translation>{township}，{year}：{figure} {unit}，上次保存后有改动</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <location filename="../ui/pages.py"/>
        <source>All townships</source>
        <translation>全部乡镇</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>Area ({unit})</source>
        <translation>面积（{unit}）</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>Counted ({unit})</source>
        <translation>计入（{unit}）</translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/models.py"/>
        <source>Click to show {n} features on the map.</source>
        <translation>
            <numerusform>点击在地图上显示 {n} 个要素。</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>{duties} (two reports)</source>
        <translation>{duties}（同日两份）</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source> + </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>End of the year's targets</source>
        <translation>年度任务截止</translation>
    </message>
    <message>
        <location filename="../ui/models.py"/>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/models.py"/>
        <source>{n} days</source>
        <translation>
            <numerusform>{n} 天</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Cumulative</source>
        <translation>累计</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Set {name}</source>
        <translation>口径 {name}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Choose a set…</source>
        <translation>请选口径…</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>to {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>counted: {statuses}</source>
        <translation>计入：{statuses}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>all patches count</source>
        <translation>全部图斑计入</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>target set {name}</source>
        <translation>任务口径 {name}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>{mu} mu of the plan undecided</source>
        <translation>方案中 {mu} 亩待定</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>● not saved yet</source>
        <translation>● 有未保存的改动</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Counted (under review) / target, {unit}</source>
        <translation>计入（在审）/ 目标，{unit}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Counted / target, {unit}</source>
        <translation>计入 / 目标，{unit}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>No plan is loaded, so nothing is due.</source>
        <translation>尚未载入方案，没有时限。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Counted area by year ({unit}); the line is the target</source>
        <translation>各年度计入面积（{unit}），横线为目标</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Still missing {missing} {unit} (surplus of one category never covers another).</source>
        <translation>尚差 {missing} {unit}（各类别分别计算，不以超额抵扣）。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Needed per week to 31 December: {week} {unit}.</source>
        <translation>到年底每周需完成 {week} {unit}。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Thin line: due today, {curve}.</source>
        <translation>细线：当日应完成（{curve}）。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Due {day}: {duties}, {left}</source>
        <translation>时限 {day}：{duties}，{left}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>The plan ended on {day}; nothing more is due.</source>
        <translation>方案已于 {day} 到期，没有后续时限。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>The day itself is still in time (the plan does not say).</source>
        <translation>当日报送视为按时（方案未说明）。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Reports are due before the day (the plan does not say).</source>
        <translation>须在当日之前报送（方案未说明）。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>{duty}: {month}-{day:02d}, the plan names no year, so it is not listed.</source>
        <translation>{duty}：{month}-{day:02d}，方案未写年份，故未列入。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Counted area, {unit}</source>
        <translation>计入面积，{unit}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>All {total} = counted {counted} + shared {overlap} + not counted {not_counted}</source>
        <translation>全部 {total} ＝ 计入 {counted} ＋ 重叠 {overlap} ＋ 不计入 {not_counted}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Counted outside every township: {outside}</source>
        <translation>计入面积中位于乡镇外：{outside}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>All years</source>
        <translation>全部年度</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>All statuses</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>All zones</source>
        <translation>全部区线</translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/pages.py"/>
        <source>{n} of {total} patches</source>
        <translation>
            <numerusform>{total} 个图斑中的 {n} 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../ui/pages.py"/>
        <source>{n} patches</source>
        <translation>
            <numerusform>{n} 个图斑</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Choose a patch in the list, or select one on the map.</source>
        <translation>在列表中选一个图斑，或在地图上选择。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Issues {n}</source>
        <translation>问题 {n}</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Found in the input; click to see it on the map.</source>
        <translation>在数据中发现，点击在地图上查看。</translation>
    </message>
    <message>
        <location filename="../ui/pages.py"/>
        <source>Nothing was found.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>This QGIS could not fill in {files}. Choose them under “Files”.</source>
        <translation>此版本 QGIS 未能自动填入 {files}，请在“文件”中选择。</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>The run failed; its log says why.</source>
        <translation>运行失败，原因见日志。</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>Run again with the same inputs</source>
        <translation>用相同参数重新运行</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>Open again with the same inputs</source>
        <translation>用相同参数重新打开</translation>
    </message>
    <message>
        <location filename="../ui/runs.py"/>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <location filename="../ui/sources_form.py"/>
        <source>Campaign “{name}” ({file})</source>
        <translation>专项行动“{name}”（{file}）</translation>
    </message>
    <message>
        <location filename="../ui/sources_form.py"/>
        <source>Counted from the step: {step}</source>
        <translation>计入环节：{step}及以后</translation>
    </message>
    <message>
        <location filename="../ui/sources_form.py"/>
        <source>Work plan: {plan}</source>
        <translation>工作方案：{plan}</translation>
    </message>
    <message>
        <location filename="../ui/sources_form.py"/>
        <source>No plan is loaded.</source>
        <translation>尚未载入方案。</translation>
    </message>
    <message>
        <location filename="../ui/sources_form.py"/>
        <source>Layers, fields, zone rules and targets come from the campaign.</source>
        <translation>图层、字段、区线认定规则和任务均取自专项行动数据库。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Calendar, sources and the map work; areas, progress and the algorithms need the libraries.</source>
        <translation>时限、数据来源和地图仍可使用；面积、进度和各项算法需要上述库。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Choose Layers…</source>
        <translation>选择图层…</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>The layer with the mine patches was removed. Choose another one; nothing else was lost.</source>
        <translation>矿山图斑图层已移除，请另选图层；其他内容未受影响。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Open the Sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>No layer with mine patches is chosen yet.</source>
        <translation>尚未选择矿山图斑图层。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Open the sample county to look around, or add your own layers and choose them.</source>
        <translation>可打开示例县查看，或添加本单位的图层后选择。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Still to be chosen: {fields}.</source>
        <translation>还需选择：{fields}。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>No table of targets is chosen: areas are shown without completion.</source>
        <translation>未选择目标表，只显示面积，不显示完成率。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Rewrite the Project</source>
        <translation>重新生成工程</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>The campaign has no patches yet.</source>
        <translation>专项行动中尚无图斑。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>No plan is loaded: areas are shown without completion.</source>
        <translation>尚未载入方案，只显示面积，不显示完成率。</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>year field or date field</source>
        <translation>年度字段或日期字段</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>township layer</source>
        <translation>乡镇图层</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>township name field</source>
        <translation>乡镇名称字段</translation>
    </message>
    <message>
        <location filename="../ui/states.py"/>
        <source>Choose the layer with the mine patches first (page Sources).</source>
        <translation>请先选择矿山图斑图层（“数据来源”页）。</translation>
    </message>
</context>
</TS>
