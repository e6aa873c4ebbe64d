import Foundation
import LangBotContract
import Testing

/// Compares the rows with the route tables of real releases, where a person has them.
///
///     LANGBOT_ROUTES=routes.json swift test --filter RouteTableTests
///
/// The file is a JSON array of routes, each with `operation`, `method`, `path`, and by release `credential` and
/// `permission`.
@Suite(.serialized, .enabled(if: RouteTable.path != nil, "LANGBOT_ROUTES names no file")) struct RouteTableTests {
    @Test(arguments: Contract.operations)
    func aRowIsWhatReleasesRegister(operation: LangBotContract.Operation) throws {
        let routes = try RouteTable.routes.get()
        let found = routes.first {
            $0.method == operation.method.rawValue && $0.shape == RouteTable.shape("\(operation.path)")
        }
        let route = try #require(found)
        #expect(route.operation == operation.id.rawValue)
        for release in Release.allCases {
            // An account's own operations take its token before a workspace is chosen.
            let credential = route.credential[release.rawValue]?.replacing("account-token", with: "user-token")
            #expect(operation.credentials(in: release)?.rawValue == credential, "\(release)")
            if let permission = route.permission?[release.rawValue] {
                #expect(operation.permission?.rawValue == permission, "\(release)")
            }
        }
    }

    /// What releases register and the contract leaves out, with the reason.
    static let leftOut: Set<String> = [
        "GET /", "GET /{}",  // The files of the web interface, which is LangBot's own.
        "ANY /mcp",  // Its tools are rows of their own; each leads to an operation.
    ]

    @Test func everyRouteOfAReleaseIsARow() throws {
        let rows = Set(Contract.operations.map { "\($0.method.rawValue) \(RouteTable.shape("\($0.path)"))" })
        let missing = Set(try RouteTable.routes.get().map { "\($0.method) \($0.shape)" }).subtracting(rows)
        #expect(missing == Self.leftOut)
    }
}

private enum RouteTable {
    struct Route: Decodable {
        let operation: String
        let method: String
        let path: String
        let credential: [String: String]
        let permission: [String: String]?

        var shape: String { RouteTable.shape(path) }
    }

    static let path = ProcessInfo.processInfo.environment["LANGBOT_ROUTES"]

    static let routes = Result {
        let data = try Data(contentsOf: URL(fileURLWithPath: path ?? ""))
        return try JSONDecoder().decode([Route].self, from: data)
    }

    /// The path without the names of its parameters, which differ.
    static func shape(_ path: String) -> String { path.replacing(/\{[^}]*\}/, with: "{}") }
}
