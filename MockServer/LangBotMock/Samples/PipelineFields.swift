/// What the configuration of a pipeline consists of: sections, their stages and the fields of those.
///
/// A row has the first release, the release that no longer has it, the path and what a form knows of it. Labels are made
/// from names; `+` stands for a text in two languages and `*` for one in eight.
enum PipelineFields {
    static let rows = #"""
        4.5.1 - ai {}
        4.5.1 4.11.2 ai/coze-api {"description":"+"}
        4.5.1 4.9.7 ai/coze-api/api-base {"default":"https://api.coze.cn","description":"+","type":"string"}
        4.9.7 4.11.2 ai/coze-api/api-base {"default":"https://api.coze.cn","description":"+",\#
        "options":["https://api.coze.cn","https://api.coze.com"],"type":"string"}
        4.5.1 4.9.7 ai/coze-api/api-key {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/coze-api/api-key {"default":"","description":"+","required":true,"type":"string"}
        4.5.1 4.11.2 ai/coze-api/auto-save-history {"default":true,"description":"+","type":"boolean"}
        4.5.1 4.9.7 ai/coze-api/bot-id {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/coze-api/bot-id {"default":"","description":"+","required":true,"type":"string"}
        4.5.1 4.11.2 ai/coze-api/timeout {"default":120,"description":"+","type":"number"}
        4.5.1 4.11.2 ai/dashscope-app-api {"description":"+"}
        4.5.1 4.9.7 ai/dashscope-app-api/api-key {"required":true,"type":"string"}
        4.9.7 4.11.2 ai/dashscope-app-api/api-key {"default":"your-api-key","required":true,"type":"string"}
        4.5.1 4.9.7 ai/dashscope-app-api/app-id {"required":true,"type":"string"}
        4.9.7 4.11.2 ai/dashscope-app-api/app-id {"default":"your-app-id","required":true,"type":"string"}
        4.5.1 4.11.2 ai/dashscope-app-api/app-type {"default":"agent","options":["agent","workflow"],\#
        "required":true,"type":"select"}
        4.5.1 4.11.2 ai/dashscope-app-api/references_quote {"default":"Some text","description":"+",\#
        "required":false,"type":"string"}
        4.5.1 4.11.2 ai/dify-service-api {"description":"+"}
        4.5.1 4.9.7 ai/dify-service-api/api-key {"required":true,"type":"string"}
        4.9.7 4.10.11 ai/dify-service-api/api-key {"default":"your-api-key","required":true,"type":"string"}
        4.10.11 4.11.2 ai/dify-service-api/api-key {"default":"","required":true,"type":"string"}
        4.5.1 4.11.2 ai/dify-service-api/app-type {"default":"chat","options":["agent","chat","workflow"],\#
        "required":true,"type":"select"}
        4.5.1 4.11.2 ai/dify-service-api/base-prompt {"default":"Some text","description":"+","required":true,\#
        "type":"string"}
        4.5.1 4.9.7 ai/dify-service-api/base-url {"required":true,"type":"string"}
        4.9.7 4.11.2 ai/dify-service-api/base-url {"default":"https://api.dify.ai/v1",\#
        "options":["https://api.dify.ai/v1"],"required":true,"type":"string"}
        4.5.1 4.11.2 ai/langflow-api {"description":"+"}
        4.5.1 4.9.7 ai/langflow-api/api-key {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/langflow-api/api-key {"default":"your-api-key","description":"+","required":true,\#
        "type":"string"}
        4.5.1 4.9.7 ai/langflow-api/base-url {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/langflow-api/base-url {"default":"http://localhost:7860","description":"+",\#
        "required":true,"type":"string"}
        4.5.1 4.9.7 ai/langflow-api/flow-id {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/langflow-api/flow-id {"default":"your-flow-id","description":"+","required":true,\#
        "type":"string"}
        4.5.1 4.11.2 ai/langflow-api/input-type {"default":"chat","description":"+","required":false,\#
        "type":"string"}
        4.5.1 4.11.2 ai/langflow-api/output-type {"default":"chat","description":"+","required":false,\#
        "type":"string"}
        4.5.1 4.11.2 ai/langflow-api/tweaks {"default":"{}","description":"+","required":false,"type":"json"}
        4.5.1 4.11.2 ai/local-agent {"description":"+"}
        4.5.1 4.9.7 ai/local-agent/knowledge-bases {"default":[],"description":"+","required":false,\#
        "type":"knowledge-base-multi-selector"}
        4.9.7 4.10.11 ai/local-agent/knowledge-bases {"default":[],"description":"+","required":false,\#
        "show_if":{"field":"__system.is_wizard","operator":"neq","value":true},\#
        "type":"knowledge-base-multi-selector"}
        4.10.11 4.11.2 ai/local-agent/knowledge-bases {"default":[],"description":"+","required":false,\#
        "show_if":{"field":"__system.is_wizard","operator":"neq","value":true},"type":"resources-selector"}
        4.5.1 4.9.7 ai/local-agent/max-round {"default":10,"description":"+","required":true,"type":"integer"}
        4.9.7 4.11.2 ai/local-agent/max-round {"default":10,"description":"+","required":true,\#
        "show_if":{"field":"__system.is_wizard","operator":"neq","value":true},"type":"integer"}
        4.5.1 4.9.7 ai/local-agent/model {"required":true,"type":"llm-model-selector"}
        4.9.7 4.10.11 ai/local-agent/model {"default":{"fallbacks":[],"primary":""},"required":true,\#
        "type":"model-fallback-selector"}
        4.10.11 4.11.2 ai/local-agent/model {"default":{"fallbacks":[],"primary":"","reasoning":{}},\#
        "required":true,"type":"model-fallback-selector"}
        4.5.1 4.9.7 ai/local-agent/prompt {"description":"+","required":true,"type":"prompt-editor"}
        4.9.7 4.11.2 ai/local-agent/prompt {"default":[{"content":"Some text","role":"system"}],\#
        "description":"+","required":true,"type":"prompt-editor"}
        4.9.7 4.11.2 ai/local-agent/rerank-model {"default":"","description":"+","required":false,\#
        "show_if":{"field":"knowledge-bases","operator":"neq","value":[]},"type":"rerank-model-selector"}
        4.9.7 4.11.2 ai/local-agent/rerank-top-k {"default":5,"description":"+","required":false,\#
        "show_if":{"field":"rerank-model","operator":"neq","value":""},"type":"integer"}
        4.10.11 4.11.2 ai/local-agent/box-session-id-template {"default":"{launcher_type}_{launcher_id}",\#
        "description":"*","disable_if":{"field":"__system.box_scope_editable","operator":"eq","value":false},\#
        "disabled_tooltip":"*","disabled_tooltip_overrides":[{"tooltip":"*",\#
        "when":{"field":"__system.box_scope_forced_global","operator":"eq","value":true}},{"tooltip":"*",\#
        "when":{"field":"__system.box_scope_forced","operator":"eq","value":true}}],"label":"*",\#
        "options":[{"label":"*","name":"{global}"},{"label":"*","name":"{launcher_type}_{launcher_id}"},\#
        {"label":"*","name":"{launcher_type}_{launcher_id}_{conversation_id}"},{"label":"*",\#
        "name":"{launcher_type}_{launcher_id}_{sender_id}"},{"label":"*","name":"{query_id}"}],"required":false,\#
        "show_if":{"field":"__system.is_wizard","operator":"neq","value":true},"type":"select"}
        4.10.11 4.11.2 ai/local-agent/tools {"default":[],"description":"+","required":false,\#
        "show_if":{"field":"__system.is_wizard","operator":"neq","value":true},"type":"rich-tools-selector"}
        4.5.1 4.11.2 ai/n8n-service-api {"description":"+"}
        4.5.1 4.11.2 ai/n8n-service-api/auth-type {"default":"none","description":"+","options":["basic",\#
        "header","jwt","none"],"required":true,"type":"select"}
        4.5.1 4.9.7 ai/n8n-service-api/basic-password {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/basic-password {"default":"","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"basic"},"type":"string"}
        4.5.1 4.9.7 ai/n8n-service-api/basic-username {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/basic-username {"default":"","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"basic"},"type":"string"}
        4.5.1 4.9.7 ai/n8n-service-api/header-name {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/header-name {"default":"","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"header"},"type":"string"}
        4.5.1 4.9.7 ai/n8n-service-api/header-value {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/header-value {"default":"","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"header"},"type":"string"}
        4.5.1 4.9.7 ai/n8n-service-api/jwt-algorithm {"default":"HS256","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/jwt-algorithm {"default":"HS256","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"jwt"},"type":"string"}
        4.5.1 4.9.7 ai/n8n-service-api/jwt-secret {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/jwt-secret {"default":"","description":"+","required":false,\#
        "show_if":{"field":"auth-type","operator":"eq","value":"jwt"},"type":"string"}
        4.5.1 4.11.2 ai/n8n-service-api/output-key {"default":"response","description":"+","required":false,\#
        "type":"string"}
        4.5.1 4.11.2 ai/n8n-service-api/timeout {"default":120,"description":"+","required":false,\#
        "type":"integer"}
        4.5.1 4.9.7 ai/n8n-service-api/webhook-url {"description":"+","required":true,"type":"string"}
        4.9.7 4.11.2 ai/n8n-service-api/webhook-url {"default":"http://your-n8n-webhook-url","description":"+",\#
        "required":true,"type":"string"}
        4.10.11 4.11.2 ai/n8n-service-api/response-handling {"default":"reply","description":"+",\#
        "options":["ignore","reply"],"required":false,"type":"select"}
        4.5.1 - ai/runner {"description":"+"}
        4.5.1 4.10.11 ai/runner/runner {"default":"local-agent","options":["coze-api","dashscope-app-api",\#
        "dify-service-api","langflow-api","local-agent","n8n-service-api","tbox-app-api"],"required":true,\#
        "type":"select"}
        4.10.11 4.11.2 ai/runner/runner {"default":"local-agent","options":["coze-api","dashscope-app-api",\#
        "deerflow-api","dify-service-api","langflow-api","local-agent","n8n-service-api","tbox-app-api",\#
        "weknora-api"],"required":true,"type":"select"}
        4.9.7 - ai/runner/expire-time {"default":0,"description":"+","required":true,"type":"integer"}
        4.11.2 - ai/runner/id {"default":"","options":[],"required":true,"type":"select"}
        4.5.1 4.11.2 ai/tbox-app-api {"description":"+"}
        4.5.1 4.9.7 ai/tbox-app-api/api-key {"required":true,"type":"string"}
        4.9.7 4.11.2 ai/tbox-app-api/api-key {"default":"","required":true,"type":"string"}
        4.5.1 4.9.7 ai/tbox-app-api/app-id {"required":true,"type":"string"}
        4.9.7 4.11.2 ai/tbox-app-api/app-id {"default":"","required":true,"type":"string"}
        4.10.11 4.11.2 ai/deerflow-api {"description":"+"}
        4.10.11 4.11.2 ai/deerflow-api/api-base {"default":"http://127.0.0.1:2026","description":"+",\#
        "required":true,"type":"string"}
        4.10.11 4.11.2 ai/deerflow-api/api-key {"default":"","description":"+","required":false,"type":"string"}
        4.10.11 4.11.2 ai/deerflow-api/assistant-id {"default":"lead_agent","description":"+","required":true,\#
        "type":"string"}
        4.10.11 4.11.2 ai/deerflow-api/auth-header {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.10.11 4.11.2 ai/deerflow-api/max-concurrent-subagents {"default":3,"description":"+","required":false,\#
        "type":"integer"}
        4.10.11 4.11.2 ai/deerflow-api/model-name {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.10.11 4.11.2 ai/deerflow-api/plan-mode {"default":false,"description":"+","required":false,\#
        "type":"boolean"}
        4.10.11 4.11.2 ai/deerflow-api/recursion-limit {"default":1000,"description":"+","required":false,\#
        "type":"integer"}
        4.10.11 4.11.2 ai/deerflow-api/subagent-enabled {"default":false,"description":"+","required":false,\#
        "type":"boolean"}
        4.10.11 4.11.2 ai/deerflow-api/thinking-enabled {"default":false,"description":"+","required":false,\#
        "type":"boolean"}
        4.10.11 4.11.2 ai/deerflow-api/timeout {"default":300,"description":"+","required":false,"type":"integer"}
        4.10.11 4.11.2 ai/weknora-api {"description":"+"}
        4.10.11 4.11.2 ai/weknora-api/agent-id {"default":"builtin-smart-reasoning","description":"+",\#
        "required":true,"type":"string"}
        4.10.11 4.11.2 ai/weknora-api/api-key {"default":"","description":"+","required":true,"type":"string"}
        4.10.11 4.11.2 ai/weknora-api/app-type {"default":"agent","options":["agent","chat"],"required":true,\#
        "type":"select"}
        4.10.11 4.11.2 ai/weknora-api/base-prompt {"default":"Some text","description":"+","required":false,\#
        "type":"string"}
        4.10.11 4.11.2 ai/weknora-api/base-url {"default":"http://localhost:8080/api/v1","description":"+",\#
        "required":true,"type":"string"}
        4.10.11 4.11.2 ai/weknora-api/knowledge-base-ids {"default":[],"description":"+","required":false,\#
        "type":"array"}
        4.10.11 4.11.2 ai/weknora-api/timeout {"default":120,"description":"+","required":false,"type":"integer"}
        4.10.11 4.11.2 ai/weknora-api/web-search-enabled {"default":false,"description":"+","required":false,\#
        "type":"boolean"}
        4.5.1 - output {}
        4.5.1 - output/force-delay {"description":"+"}
        4.5.1 - output/force-delay/max {"default":0,"required":true,"type":"integer"}
        4.5.1 - output/force-delay/min {"default":0,"required":true,"type":"integer"}
        4.5.1 - output/long-text-processing {}
        4.5.1 - output/long-text-processing/font-path {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.5.1 - output/long-text-processing/strategy {"default":"none","description":"+","options":["forward",\#
        "image","none"],"required":true,"type":"select"}
        4.5.1 - output/long-text-processing/threshold {"default":1000,"description":"+","required":true,\#
        "type":"integer"}
        4.5.1 - output/misc {}
        4.5.1 - output/misc/at-sender {"default":true,"required":true,"type":"boolean"}
        4.5.1 4.9.7 output/misc/hide-exception {"default":true,"required":true,"type":"boolean"}
        4.5.1 - output/misc/quote-origin {"default":false,"required":true,"type":"boolean"}
        4.5.1 - output/misc/remove-think {"default":false,"description":"+","required":true,"type":"boolean"}
        4.5.1 - output/misc/track-function-calls {"default":false,"description":"+","required":true,\#
        "type":"boolean"}
        4.9.7 - output/misc/exception-handling {"default":"show-hint","description":"+","options":["hide",\#
        "show-error","show-hint"],"required":true,"type":"select"}
        4.9.7 4.11.2 output/misc/failure-hint {"default":"Request failed.","description":"+","required":false,\#
        "type":"string"}
        4.11.2 - output/misc/failure-hint {"default":"","description":"+","required":false,"type":"string"}
        4.11.2 - output/misc/content-filter-error-hint {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.11.2 - output/misc/content-filter-hint {"default":"","description":"+","required":false,"type":"string"}
        4.11.2 - output/misc/rate-limit-hint {"default":"","description":"+","required":false,"type":"string"}
        4.11.2 - output/misc/runner-not-authorized-hint {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.11.2 - output/misc/runner-not-found-hint {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.11.2 - output/misc/runner-unavailable-hint {"default":"","description":"+","required":false,\#
        "type":"string"}
        4.11.2 - output/misc/tool-call-hint {"default":"","description":"+","required":false,"type":"string"}
        4.5.1 - safety {}
        4.5.1 - safety/content-filter {}
        4.5.1 - safety/content-filter/check-sensitive-words {"default":false,"description":"+","required":true,\#
        "type":"boolean"}
        4.5.1 - safety/content-filter/scope {"default":"all","options":["all","income-msg","output-msg"],\#
        "required":true,"type":"select"}
        4.5.1 - safety/rate-limit {}
        4.5.1 - safety/rate-limit/limitation {"default":60,"required":true,"type":"integer"}
        4.5.1 - safety/rate-limit/strategy {"default":"drop","options":["drop","wait"],"required":true,\#
        "type":"select"}
        4.5.1 - safety/rate-limit/window-length {"default":60,"required":true,"type":"integer"}
        4.5.1 - trigger {}
        4.5.1 - trigger/access-control {}
        4.5.1 - trigger/access-control/blacklist {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/access-control/mode {"default":"blacklist","description":"+","options":["blacklist",\#
        "whitelist"],"required":true,"type":"select"}
        4.5.1 - trigger/access-control/whitelist {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/group-respond-rules {"description":"+"}
        4.5.1 - trigger/group-respond-rules/at {"default":false,"description":"+","required":true,\#
        "type":"boolean"}
        4.5.1 - trigger/group-respond-rules/prefix {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/group-respond-rules/random {"default":0,"description":"+","required":false,"type":"float"}
        4.5.1 - trigger/group-respond-rules/regexp {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/ignore-rules {"description":"+"}
        4.5.1 - trigger/ignore-rules/prefix {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/ignore-rules/regexp {"default":[],"description":"+","required":true,\#
        "type":"array[string]"}
        4.5.1 - trigger/misc {}
        4.5.1 - trigger/misc/combine-quote-message {"default":true,"description":"+","required":true,\#
        "type":"boolean"}
        4.8.7 - trigger/message-aggregation {"description":"+"}
        4.8.7 - trigger/message-aggregation/delay {"default":1.5,"description":"+","required":true,"type":"float"}
        4.8.7 - trigger/message-aggregation/enabled {"default":false,"description":"+","required":true,\#
        "type":"boolean"}
        """#
}
