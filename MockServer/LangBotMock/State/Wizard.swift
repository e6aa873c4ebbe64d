import JSONCore

/// Where the wizard of the first sign-in stands; the web interface opens it until it was completed or skipped.
struct Wizard: Sendable {
    private var status: String?
    /// What the web interface keeps to continue; any JSON.
    var progress: JSONValue = .null

    init() {}

    /// Ends the wizard.
    mutating func end(_ status: String) {
        self.status = status
        progress = .null
    }

    /// The members of `system/info`.
    var shown: JSONObject { ["wizard_progress": progress, "wizard_status": .string(status ?? "none")] }

    var snapshot: JSONValue { ["status": status.map { .string($0) } ?? .null, "progress": progress] }

    init(snapshot: JSONObject) {
        status = snapshot["status"]?.stringValue
        progress = snapshot["progress"] ?? .null
    }
}
