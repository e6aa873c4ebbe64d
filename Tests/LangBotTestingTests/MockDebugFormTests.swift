import Foundation
import LangBot
import LangBotMock
import LangBotMockClient
import Testing

/// No way in which Swift prints a mock, or a client of one, shows what it was given or what it holds.
@Suite struct MockDebugFormTests {
    @Test func nothingOfAMockIsPrinted() async throws {
        var options = MockLangBot.Options()
        options.apiKey = "lbk_pl4nted"
        options.password = "pl4nted-password"
        options.adminToken = "pl4nted-token"
        options.resources = Data(
            #"{"bots": [{"name": "b", "adapter": "telegram", "adapter_config": {"token": "pl4nted"}}]}"#.utf8
        )
        let mock = try MockLangBot.inProcess(options)
        let client = try mock.client()
        _ = try await client.bots.list()
        let values: [Any] = [options, mock, client, client.bots, InProcessTransport(mock), mock.journal]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            let printed = [dumped, "\(value)", String(reflecting: value), "\([value])"].joined()
            #expect(!printed.contains("pl4nted"), "\(type(of: value))")
            #expect(!printed.isEmpty && printed.utf8.count < 20_000)
        }
    }
}
