// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/credentials/vault.h"

#include "services/core/wipe.h"

#include <qt6keychain/keychain.h>

#include <QLibrary>

#include <optional>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
Failure absent()
{
    return Failure{.cause = Failure::Cause::NotSupported, .stage = Failure::Stage::Storage};
}

Failure late()
{
    return Failure{.cause = Failure::Cause::TimedOut, .stage = Failure::Stage::Storage};
}

std::optional<Failure> failureOf(const QKeychain::Job &job)
{
    Failure failure{.cause = Failure::Cause::Storage,
                    .stage = Failure::Stage::Storage,
                    .serverText = job.errorString()};
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        failure.cause = Failure::Cause::NotFound;
        break;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        failure.cause = Failure::Cause::SignIn;
        break;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // a message bus on which nobody keeps secrets ends here
        failure.cause = Failure::Cause::NotSupported;
        break;
    case QKeychain::CouldNotDeleteEntry:
        break;
    }
    return failure;
}

bool mayBeOfAnOldSession(const QKeychain::Job &job)
{
    return job.error() == QKeychain::OtherError || job.error() == QKeychain::CouldNotDeleteEntry;
}

// A keyring daemon that was started anew knows nothing of the session with the one before, to which
// libsecret holds on. False where that library is not there.
bool forgetSession()
{
    using Disconnect = void (*)();
    static const auto disconnect = reinterpret_cast<Disconnect>(
        QLibrary::resolve(u"secret-1"_s, 0, "secret_service_disconnect"));
    if (disconnect)
        disconnect();
    return disconnect;
}

// What comes back as it was from a keychain's text; a byte order mark would not.
bool isText(const Secret &secret)
{
    const QByteArrayView bytes = secret.reveal();
    return QUtf8StringView(bytes).isValidUtf8() && !bytes.contains('\0')
        && !bytes.startsWith("\xef\xbb\xbf");
}

template<class Job>
std::unique_ptr<Job> jobFor(const QString &key)
{
    auto job = std::make_unique<Job>(u"Cistern"_s);
    // By itself a job deletes itself, and writes plain text where there is no keychain.
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    job->setKey(key);
    return job;
}
} // namespace

Vault::Vault(QObject *parent, std::chrono::milliseconds patience) : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &Vault::tooLate);
}

// The libraries below still call a job that is out.
Vault::~Vault()
{
    if (!m_job)
        return;
    m_job->disconnect(this);
    m_job->setAutoDelete(true);
    m_job.release();
}

Answer<Secret> Vault::read(const QString &key, QObject *owner)
{
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return readyAnswer<Secret>(*known);
    if (m_refused.contains(key))
        return readyAnswer<Secret>(
            Failure{.cause = Failure::Cause::NotFound, .stage = Failure::Stage::Storage});
    if (m_reading.contains(key))
        return ownedBy(owner, m_reading[key].answer());
    const Pledge<Secret> pledge;
    m_reading.insert(key, pledge);
    append({.make = [key] { return jobFor<QKeychain::ReadPasswordJob>(key); },
            .done =
                [this, key, pledge](const QKeychain::Job &job) {
                    m_reading.remove(key);
                    if (const auto failure = failureOf(job)) {
                        pledge.give(*failure);
                        return;
                    }
                    // Shared with the job, and thus wiped there.
                    QByteArray bytes = static_cast<const QKeychain::ReadPasswordJob &>(job)
                                           .binaryData();
                    const Secret secret(bytes);
                    wipe(bytes);
                    // What a person typed meanwhile is newer, and what a system refused is no use.
                    if (!m_known.contains(key) && !m_refused.contains(key))
                        m_known.insert(key, secret);
                    pledge.give(m_known.value(key, secret));
                },
            .refused =
                [this, key, pledge](const Failure &failure) {
                    m_reading.remove(key);
                    pledge.give(failure);
                }});
    return ownedBy(owner, pledge.answer());
}

Answer<Done> Vault::write(const QString &key, const Secret &secret, QObject *owner)
{
    keepForThisRun(key, secret);
    const Pledge<Done> pledge;
    // Some keychains keep text beside other bytes of the same name, and read the text.
    if (!isText(secret)) {
        append({.make = [key] { return jobFor<QKeychain::DeletePasswordJob>(key); },
                .done = [](const QKeychain::Job &) {},
                .refused = [](const Failure &) {}});
    }
    append({.make =
                [key, secret] {
                    auto job = jobFor<QKeychain::WritePasswordJob>(key);
                    const QByteArrayView bytes = secret.reveal();
                    // Of what is no text, the job leaves a copy in Base64 behind whenever it is
                    // read.
                    if (isText(secret)) {
                        QString text = QString::fromUtf8(bytes);
                        job->setTextData(text);
                        wipe(text);
                    } else {
                        job->setBinaryData(bytes.toByteArray());
                    }
                    return job;
                },
            .done =
                [pledge](const QKeychain::Job &job) {
                    const auto failure = failureOf(job);
                    pledge.give(failure ? Outcome<Done>(*failure) : Outcome<Done>(Done()));
                },
            .refused = [pledge](const Failure &failure) { pledge.give(failure); }});
    return ownedBy(owner, pledge.answer());
}

Answer<Done> Vault::forget(const QString &key, QObject *owner)
{
    m_known.remove(key);
    const Pledge<Done> pledge;
    append({.make = [key] { return jobFor<QKeychain::DeletePasswordJob>(key); },
            .done =
                [pledge](const QKeychain::Job &job) {
                    const auto failure = failureOf(job);
                    const bool gone = !failure || failure->cause == Failure::Cause::NotFound;
                    pledge.give(gone ? Outcome<Done>(Done()) : Outcome<Done>(*failure));
                },
            .refused = [pledge](const Failure &failure) { pledge.give(failure); }});
    return ownedBy(owner, pledge.answer());
}

void Vault::keepForThisRun(const QString &key, const Secret &secret)
{
    m_known.insert(key, secret);
    m_refused.remove(key);
}

void Vault::refuse(const QString &key)
{
    m_known.remove(key);
    m_refused.insert(key);
}

void Vault::append(Task task)
{
    if (m_absent || m_stuck) {
        task.refused(m_absent ? absent() : late());
        return;
    }
    m_line.append(std::move(task));
    if (!m_job)
        startNext();
}

void Vault::startNext()
{
    if (m_line.isEmpty())
        return;
    m_job = m_line.first().make();
    connect(m_job.get(), &QKeychain::Job::finished, this, &Vault::ended);
    m_patience.start();
    m_job->start();
}

// Nothing can call it back, and the next would wait behind it: those who wait are told, and what it
// still brings is taken.
void Vault::tooLate()
{
    m_stuck = true;
    Task first = m_line.takeFirst();
    first.again = true; // what was told to have failed is not tried any more
    refuseAll(late());
    m_line.append(first);
    first.refused(late());
}

void Vault::ended()
{
    m_patience.stop();
    m_stuck = false;
    if (mayBeOfAnOldSession(*m_job) && !m_line.first().again && forgetSession()) {
        m_line.first().again = true;
        m_job.release()->deleteLater();
        startNext();
        return;
    }
    const Task task = m_line.takeFirst();
    // The job is still telling its end.
    QKeychain::Job *job = m_job.release();
    job->deleteLater();
    task.done(*job);
    m_absent = job->error() == QKeychain::NoBackendAvailable
        || job->error() == QKeychain::NotImplemented;
    if (m_absent)
        refuseAll(absent());
    else
        startNext();
}

void Vault::refuseAll(const Failure &failure)
{
    const QList<Task> line = std::exchange(m_line, {});
    for (const Task &waiting : line)
        waiting.refused(failure);
}

} // namespace Cistern

#include "moc_vault.cpp"
