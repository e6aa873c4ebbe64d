public import Foundation
import HTTPCore
import JSONCore
import Redaction

/// What a deployment discloses without a credential.
public struct Deployment: Sendable, CustomStringConvertible {
    /// The base URL of the deployment.
    public let baseURL: String
    /// The version that the server reports, such as `4.9.7`; nil if it reports none.
    public let version: String?
    /// The release that `--contract auto` would select; nil if the answers match no known release.
    public let release: String?

    private let isTLS: Bool
    private let identification: Identification
    private let answers: [String: String]
    private let facts: [(name: String, value: String)]

    /// Probes a deployment with a few requests that change nothing and need no credential.
    ///
    /// - Throws: ``ConformanceError`` of the kind `usage` if the base URL is invalid, of the kind `unreachable` if the
    ///   server does not answer, or is no LangBot.
    public static func look(
        at baseURL: String,
        by connection: ConformanceOptions.Connection = ConformanceOptions.Connection(),
        timeout: Duration = .seconds(20)
    ) async throws(ConformanceError) -> Deployment {
        let session = Session(
            try Connector(baseURL, connection),
            credentials: Credentials(apiKey: ""),
            timeout: timeout,
            ledger: Ledger()
        )
        let first: Reply
        do throws(Canary.Failure) {
            first = try await Canary.answerWithoutKey(session)
        } catch {
            throw ConformanceError(kind: .unreachable, description: VisibleText.escaped(error.description))
        }
        return await Deployment(session, first)
    }

    private init(_ session: Session, _ list: Reply) async {
        let (answers, information) = await Fingerprint.take(session)
        identification = Identification(answers, information)
        self.answers = answers
        baseURL = session.target.url
        isTLS = session.target.isTLS
        version = identification.version
        release = identification.expectations?.release
        var facts = [("server", list.shown("server") ?? "not disclosed")]
        facts.append(("without a key", Self.protection(list)))
        let data = information?.data
        for member in ["edition", "deployment_mode"] {
            if let value = data?[member]?.stringValue { facts.append((member, value)) }
        }
        if let debug = data?["debug"]?.boolValue { facts.append(("debug", debug ? "on" : "off")) }
        let health = try? await session.send(Probe("GET", "/healthz")).reply
        facts.append(("health", health.map { $0.status == 200 ? "ok" : $0.brief } ?? "no answer"))
        let initial = try? await session.send(Probe("GET", "/api/v1/user/init")).reply
        if let isInitialized = initial?.data?["initialized"]?.boolValue {
            facts.append(("account", isInitialized ? "exists" : "none yet: the first visitor can create it"))
        }
        self.facts = facts
    }

    private static func protection(_ list: Reply) -> String {
        switch list.status {
        case 401: "rejected with 401"
        case 200 where list.isSuccess: "accepted: anyone can list the bots"
        default: "answered \(list.brief)"
        }
    }

    /// The facts as text, for a terminal.
    public var description: String {
        var lines = ["\(baseURL)\(isTLS ? "" : " (not encrypted)")", identification.description, ""]
        let rows =
            facts
            + identification.likeness.prefix(3).map { candidate in
                ("matches \(candidate.release)", "\(candidate.answers) of \(Fingerprint.questions.count) answers")
            }
        let width = rows.map(\.0.count).max() ?? 0
        lines += rows.map { name, value in name + String(repeating: " ", count: width + 2 - name.count) + value }
        return lines.map(VisibleText.escaped).joined(separator: "\n") + "\n"
    }

    /// The facts as JSON, with the answer to each fingerprint question.
    public var json: Data {
        let value: JSONValue = [
            "base_url": .string(baseURL),
            "version": version.map(JSONValue.string) ?? .null,
            "release": release.map(JSONValue.string) ?? .null,
            "facts": .object(JSONObject(facts.map { ($0.name, .string($0.value)) })),
            "likeness": .object(
                JSONObject(identification.likeness.map { ($0.release, .integer(Int64($0.answers))) })
            ),
            "fingerprint": .object(
                JSONObject(answers.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
            ),
        ]
        return Data(value.serialized(.pretty) + [0x0A])
    }
}
