import CommandLineSupport
import LangBotMock

/// Prints the operations of a profile.
enum RouteListing {
    /// - Returns: the exit status.
    static func print(_ profile: MockProfile) -> Int32 {
        let routes = profile.routes
        let width = routes.map(\.path.count).max() ?? 0
        let nameWidth = routes.map(\.operation.count).max() ?? 0
        for route in routes {
            let line = [
                pad(route.method, 6), pad(route.path, width), pad(route.operation, nameWidth), route.credential,
            ]
            guard (try? StandardStream.output.write(line.joined(separator: "  ") + "\n")) != nil else { break }
        }
        return 0
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
