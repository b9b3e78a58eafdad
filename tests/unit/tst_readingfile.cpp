// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A reading comes back from its file as it was; a file that is damaged in any place, or not ours,
// is no reading.
#include "services/inventory/readingfile.h"
#include "services/schema/schema.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {
CimInstance pool(int number)
{
    CimInstance pool(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"));
    pool.set(u"InstanceID"_s, CimValue::string(u"pool%1"_s.arg(number)));
    pool.set(u"ElementName"_s, CimValue::string(u"größe"_s));
    pool.set(u"Primordial"_s, CimValue::boolean(number % 2));
    pool.set(u"TotalManagedSpace"_s, CimValue::uint64(~quint64(0) - quint64(number)));
    pool.set(u"OperationalStatus"_s, CimValue::uint16s({2, 5}));
    pool.set(u"InstallDate"_s,
             CimValue::dateTime(*CimDateTime::fromWireText(u"2026-03-04T08:15:30.25Z")));
    pool.set(u"Caption"_s, CimValue::null(CimType::String));
    pool.set(u"OfALaterVersion"_s, CimValue::reference(CimPath(u"a/b"_s, u"C"_s)));
    return pool;
}

SystemReading reading()
{
    QList<CimInstance> objects;
    for (int i = 0; i < 5; ++i)
        objects.append(pool(i));
    objects[1].setPath(CimPath(u"Root/Other"_s, u"Other"_s, {{u"Id"_s, CimValue::uint8(7)}}));
    CimPath far = pool(2).path();
    far.setHost(u"far"_s);
    objects[2].setPath(far);
    CimInstance undeclared(u"Unheard_Of"_s);
    CimInstance inner(u"Inner"_s);
    inner.set(u"A"_s, CimValue::real64(0.5));
    undeclared.set(u"In"_s, CimValue::instance(inner));
    objects.append(undeclared);
    CimInstance link(*Schema::findClass(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_AllocatedFromStoragePool"));
    link.set(u"Antecedent"_s, CimValue::reference(pool(0).path()));
    link.set(u"Dependent"_s, CimValue::reference(pool(1).path()));
    SystemReading reading;
    reading.findings.objects = {objects.first(2), objects.sliced(2)}; // page by page
    reading.findings.links = {{link}, {}};
    reading.lacking = {u"Root/Virtualization/V2"_s};
    reading.findings.read = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    return reading;
}
} // namespace

class tst_ReadingFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_file = m_folder.filePath(ReadingFile::nameFor(u"a system/with: signs"_s));
        QVERIFY(ReadingFile::write(m_file, u"one"_s, reading(), m_goOn));
    }

    void givesBackWhatWasWritten()
    {
        const auto back = ReadingFile::read(m_file, u"one"_s, m_goOn);
        QVERIFY(back);
        const SystemReading told = reading();
        QCOMPARE(back->lacking, told.lacking);
        QCOMPARE(back->findings.read, told.findings.read);
        QVERIFY(back->findings.whole);
        QCOMPARE(back->findings.links, told.findings.links.first(1));
        const QList<CimInstance> was = told.findings.objects[0] + told.findings.objects[1];
        const QList<CimInstance> is = back->findings.objects[0] + back->findings.objects[1];
        QCOMPARE(is.size(), was.size());
        for (qsizetype i = 0; i < was.size(); ++i) {
            QCOMPARE(is.at(i).properties(), was.at(i).properties());
            QCOMPARE(is.at(i).className(), was.at(i).className());
            QCOMPARE(is.at(i).path(), was.at(i).path());
            QCOMPARE(is.at(i).path().host(), was.at(i).path().host());
        }
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
        QCOMPARE(QFile::permissions(m_file) & QFile::ReadGroup, QFile::Permissions());
        QCOMPARE(QFile::permissions(m_file) & QFile::ReadOther, QFile::Permissions());
    }

    // Parts of a long list have their classes told anew.
    void givesBackAllOfALongList()
    {
        QList<CimInstance> many;
        for (int i = 0; i < 2500; ++i)
            many.append(pool(i));
        SystemReading large;
        large.findings.objects = {many};
        QVERIFY(ReadingFile::write(m_file, u"one"_s, large, m_goOn));
        const auto back = ReadingFile::read(m_file, u"one"_s, m_goOn);
        QVERIFY(back);
        QList<CimInstance> is;
        for (const QList<CimInstance> &part : back->findings.objects)
            is += part;
        QCOMPARE(is, many);
        QVERIFY(back->findings.links.isEmpty());
    }

    void isGivenUpWhenNobodyWaits()
    {
        const ReadingFile::GiveUp giveUp = true;
        QVERIFY(!ReadingFile::read(m_file, u"one"_s, giveUp));
        SystemReading newer = reading();
        newer.lacking.clear();
        QVERIFY(!ReadingFile::write(m_file, u"one"_s, newer, giveUp));
        // The older one is still there, and nothing else.
        QCOMPARE(ReadingFile::read(m_file, u"one"_s, m_goOn)->lacking, reading().lacking);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
    }

    void isNoReadingOfAnotherSystem()
    {
        QVERIFY(!ReadingFile::read(m_file, u"two"_s, m_goOn));
        QVERIFY(!ReadingFile::read(m_folder.filePath(u"none"_s), u"one"_s, m_goOn));
    }

    void isNoReadingWhenDamaged()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray whole = file.readAll();
        const auto isReading = [&] {
            file.flush();
            return ReadingFile::read(m_file, u"one"_s, m_goOn).has_value();
        };
        for (qsizetype i = 0; i < whole.size(); ++i) {
            file.seek(i);
            file.putChar(char(whole.at(i) ^ 0x10));
            QVERIFY(!isReading());
            file.seek(i);
            file.putChar(whole.at(i));
        }
        QVERIFY(isReading());
        for (qsizetype size = whole.size() - 1; size >= 0; size -= 7) {
            file.resize(size);
            QVERIFY(!isReading());
        }
    }

private:
    QTemporaryDir m_folder;
    QString m_file;
    const ReadingFile::GiveUp m_goOn = false;
};

QTEST_GUILESS_MAIN(tst_ReadingFile)
#include "tst_readingfile.moc"
