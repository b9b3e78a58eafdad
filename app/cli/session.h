// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// What one run of the program works with: the services, the console, the password it was given.
// Owned by main; GUI thread.
#pragma once

#include "app/cli/console.h"
#include "app/services.h"
#include "services/schema/render.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace Cistern {
struct SecretQuestion;
struct ToldSecret;
} // namespace Cistern

namespace Cistern::Cli {

class LineReader;

class Session : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool json = false;
        QString store;              // of the local target
        QString systemName = {};    // of the local target, at its first opening
        bool passwordStdin = false; // the first line of standard input, for all systems of this run
    };
    explicit Session(const Options &options, QObject *parent = nullptr);
    ~Session() override;

    Console &console() { return m_console; }
    Services &services(); // made on first use: a command that needs none opens no file
    const Options &options() const { return m_options; }

    Answer<Done> load(QObject *owner); // the configured systems
    // Signs in and takes up what an earlier run left; nothing else is asked before. The connection
    // is services().connections().connection(id). NotFound, stage Input, for a system nobody
    // configured; all others are of connecting.
    Answer<Done> reach(const QString &systemId, QObject *owner);
    bool mayPrompt = true; // for passwords

    // Asks the system that was reached; when it went away meanwhile, that is the answer.
    template<class Ask>
    auto ask(const QString &systemId, Ask question) -> std::invoke_result_t<Ask, Connection &>
    {
        using T = typename Internal::AnswerOf<std::invoke_result_t<Ask, Connection &>>::Type;
        if (Connection *connection = services().connections().connection(systemId))
            return question(*connection);
        return readyAnswer<T>(
            Failure{.cause = Failure::Cause::Refused, .stage = Failure::Stage::Network});
    }
    Render::System renderSystem(const QString &systemId);
    // The first line of standard input, read once.
    Answer<Secret> standardInput(QObject *owner);
    Answer<Secret> prompt(const QString &question, QObject *owner);
    // A line that is no secret; only where a person is there to be asked.
    Answer<Secret> openLine(const QString &question);

private:
    Answer<ToldSecret> askSecret(const SecretQuestion &question, QObject *owner);
    void open(const QString &systemId, QObject *owner, const Pledge<Done> &pledge);

    Options m_options;
    Console m_console;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<LineReader> m_reader;
    std::optional<Secret> m_given;
    bool m_resumed = false;
};

// The failure of connecting, whatever the system said: exit code 3.
int connectExitCode(const Failure &failure);
// 1 refused or failed, 2 nothing was sent, 3 not reached, 4 the job failed, 5 outcome unknown.
int exitCode(const Failure &failure);

} // namespace Cistern::Cli
