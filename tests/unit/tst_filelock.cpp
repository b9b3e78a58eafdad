// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/core/filelock.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

class TestFileLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_name = m_folder->filePath(u"lock"_s);
    }

    void whoComesSecondIsToldWhoHasIt()
    {
        FileLock first(m_name);
        QVERIFY(first.take());
        const auto second = FileLock(m_name).take();
        QVERIFY(!second);
        QCOMPARE(second.failure().cause, Failure::Cause::InUse);
        QCOMPARE(second.failure().code, quint32(QCoreApplication::applicationPid()));
        QVERIFY(second.failure().serverText.startsWith(QCoreApplication::applicationName()));
        QVERIFY(first.take()); // it is its own already
        QVERIFY(QFile::exists(m_name));
    }

    void itGoesWithItsHolder()
    {
        {
            FileLock first(m_name);
            QVERIFY(first.take());
        }
        QVERIFY(!QFile::exists(m_name));
        QVERIFY(FileLock(m_name).take());
    }

    // In a container every run has the same number: its own.
    void theFileOfADeadHolderHoldsNobodyBack()
    {
        QFile left(m_name);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(QByteArray::number(QCoreApplication::applicationPid()) + '\n'
                   + QCoreApplication::applicationName().toUtf8() + '\n');
        left.close();
        FileLock lock(m_name);
        QVERIFY(lock.take());
        QVERIFY(!FileLock(m_name).take());
    }

    void aFolderThatTakesNoFilesIsToldAsThat()
    {
        const auto taken = FileLock(m_folder->filePath(u"missing/lock"_s)).take();
        QVERIFY(!taken);
        QCOMPARE(taken.failure().cause, Failure::Cause::Storage);
        QVERIFY(!taken.failure().serverText.isEmpty());
    }

    // Also while those who had it take its file away.
    void oneAtATimeHoldsIt_data()
    {
        QTest::addColumn<bool>("waits");
        QTest::newRow("at once or not") << false;
        QTest::newRow("one after the other") << true;
    }
    void oneAtATimeHoldsIt()
    {
        QFETCH(const bool, waits);
        std::atomic<int> holders = 0, held = 0, most = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 500; ++turn) {
                    FileLock lock(m_name);
                    if (!lock.take(waits ? FileLock::Wait::Yes : FileLock::Wait::No))
                        continue;
                    const int now = ++holders;
                    if (int before = most; now > before)
                        most.compare_exchange_strong(before, now);
                    ++held;
                    std::this_thread::yield();
                    --holders;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(most.load(), 1);
        if (waits)
            QCOMPARE(held.load(), 4 * 500);
        else
            QVERIFY(held > 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_name;
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_filelock.moc"
