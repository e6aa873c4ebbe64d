import Foundation
import HTTPCore
import LangBot
import LangBotTesting
import Testing

extension Journey {
    /// What the client prints of calls, answers and errors holds none of the server's secrets.
    static let secrets = [
        Journey("secrets in errors, logs and debug forms") { server in
            let plant = Plant()
            let log = Printed()
            let recorder = RequestRecorder()
            var configuration = ClientConfiguration.patient
            configuration.middlewares = [recorder, CallLogger(maximumBodySize: 1_000_000) { log.add($0) }]
            var watched = server
            watched.configuration = configuration
            try await plant.sow(watched)
            let refused = plant.secrets.map(\.name).filter { !plant.taken.contains($0) }
            #expect(plant.taken.count >= (server.has(4, 7) ? 40 : 30), "\(refused)")

            let client = try watched.client()
            let signedIn = try await watched.signedIn()
            log.add(try await client.bots.list())
            log.add(try await client.pipelines.list())
            for secret in plant.secrets {
                let query = [APIOperation.QueryItem("token", secret.value)]
                let misplaced = APIOperation("test.query", .get, path: ["api", "v1", "nowhere"], query: query)
                do { log.add(try await client.perform(misplaced)) } catch { log.add(error) }
            }
            let body: JSONValue = ["name": nil, "adapter_config": ["token": .string(plant.secrets[3].value)]]
            let wrong = APIOperation("test.body", .post, path: ["api", "v1", "platform", "bots"], body: .json(body))
            do { log.add(try await client.perform(wrong)) } catch { log.add(error) }
            do { try await log.add(signedIn.account.signIn(user: server.user, password: plant.secrets[3].value)) } catch
            { log.add(error) }
            for request in recorder.requests {
                log.add(request)
                log.add(request.curl())
            }
            await plant.weed()
            let leaks = plant.leaks(in: [("what the client prints", log.text)])
            #expect(leaks.isEmpty, "\(Set(leaks).sorted().prefix(20))")
        }
    ]
}
