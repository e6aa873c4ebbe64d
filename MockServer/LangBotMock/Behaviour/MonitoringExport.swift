import HTTPCore
import JSONCore
import LangBotContract

/// Monitoring as a file for spreadsheets.
extension Behaviour {
    var monitoringExport: [OperationID: LiveHandler] {
        [
            "monitoring.export": { live, call throws(DomainError) in
                let type = call.query["type"] ?? "messages"
                guard case .number(let limit) = pythonInteger(call.query["limit"] ?? "100000") else {
                    throw .noInteger(call.query["limit"] ?? "")
                }
                let query = try monitoringQuery(call)
                guard let table = ExportTable.named(type), type != "feedback" || traits.hasFeedback else {
                    let complaint = "Invalid export type: \(type)"
                    throw traits.reportsExportTypes ? .refusedWith200(400, complaint) : .failure(complaint)
                }
                let count = traits.hasWorkspaces ? min(max(limit, 1), 10_000) : limit < 0 ? .max : limit
                let rows = events(table.kind, query, live.now).prefix(Int(clamping: count))
                return .response(file(type, table, Array(rows), call))
            }
        ]
    }

    private func file(_ type: String, _ table: ExportTable, _ rows: [JSONObject], _ call: Call) -> HTTPResponse {
        let lines = [table.columns.joined(separator: ",")] + rows.map(table.line)
        let name = "monitoring-\(type)-\(call.surroundings.now().secondsSince1970).csv"
        let fields: HTTPFields = [
            "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": "attachment; filename=\"\(name)\"",
        ]
        // Spreadsheets read UTF-8 after a byte order mark only.
        let text = "\u{FEFF}" + lines.map { $0 + "\n" }.joined()
        return HTTPResponse(status: 200, fields: fields, body: Array(text.utf8))
    }
}

/// The columns of one export.
private struct ExportTable {
    let kind: MonitoringLog.Kind
    let columns: [String]

    static func named(_ type: String) -> ExportTable? {
        switch type {
        case "messages":
            ExportTable(
                kind: .message,
                columns: ["id", "timestamp"] + place + [
                    "runner_name", "message_content", "message_text", "session_id", "status", "level", "platform",
                    "user_id",
                ]
            )
        case "llm-calls":
            ExportTable(
                kind: .modelCall,
                columns: [
                    "id", "timestamp", "model_name", "input_tokens", "output_tokens", "total_tokens", "duration_ms",
                    "cost", "status",
                ] + place + ["session_id", "message_id", "error_message"]
            )
        case "embedding-calls":
            ExportTable(
                kind: .embeddingCall,
                columns: [
                    "id", "timestamp", "model_name", "prompt_tokens", "total_tokens", "duration_ms", "input_count",
                    "status", "error_message", "knowledge_base_id", "query_text", "session_id", "message_id",
                    "call_type",
                ]
            )
        case "errors":
            ExportTable(
                kind: .error,
                columns: ["id", "timestamp", "error_type", "error_message"] + place
                    + ["session_id", "message_id", "stack_trace"]
            )
        case "sessions":
            ExportTable(
                kind: .session,
                columns: ["session_id"] + place
                    + ["message_count", "start_time", "last_activity", "is_active", "platform", "user_id"]
            )
        case "feedback":
            ExportTable(
                kind: .feedback,
                columns: [
                    "id", "timestamp", "feedback_id", "feedback_type", "feedback_content", "inaccurate_reasons",
                ] + place + ["session_id", "message_id", "stream_id", "user_id", "platform"]
            )
        default: nil
        }
    }

    private static let place = ["bot_id", "bot_name", "pipeline_id", "pipeline_name"]

    func line(_ row: JSONObject) -> String {
        columns.map { Self.escaped(text($0, row)) }.joined(separator: ",")
    }

    private func text(_ column: String, _ row: JSONObject) -> String {
        switch column {
        case "timestamp", "start_time", "last_activity":
            return row[column]?.stringValue.map { String($0.replacing("T", with: " ").prefix(19)) } ?? ""
        case "duration_ms": return Self.shown(row["duration"])
        case "message_text": return Self.plain(row["message_content"]?.stringValue ?? "")
        default: return Self.shown(row[column])
        }
    }

    private static func shown(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text): text
        case .bool(let flag): flag ? "True" : "False"
        case let value?: "\(value)"
        }
    }

    private static func escaped(_ text: String) -> String {
        let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The text of a stored message.
    private static func plain(_ content: String) -> String {
        guard let parts = (try? JSONValue(parsing: Array(content.utf8)))?.arrayValue else { return content }
        return parts.compactMap(\.objectValue).map(words).joined()
    }

    private static func words(_ part: JSONObject) -> String {
        func shown(_ name: String, _ absent: String = "") -> String { self.shown(part[name] ?? .string(absent)) }
        switch part["type"]?.stringValue {
        case "Plain": return shown("text")
        case "At":
            let name = shown("display").isEmpty ? shown("target") : shown("display")
            return name.isEmpty ? "" : "@\(name)"
        case "AtAll": return "@All"
        case "Image": return "[Image]"
        case "File": return "[File: \(shown("name", "File"))]"
        case "Voice": return "[Voice \(shown("length", "0"))s]"
        case "Quote":
            let quoted = part["origin"]?.arrayValue ?? []
            return quoted.filter { $0["type"] == "Plain" }.map { "> \(self.shown($0["text"]))" }.joined()
        case "Source": return ""
        case let type: return "[\(type ?? "None")]"
        }
    }
}
