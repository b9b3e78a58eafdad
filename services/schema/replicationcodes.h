// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Value maps of replication, in the words of the CIM schema.
#pragma once

#include "services/cim/classdecl.h"

#include <QtGlobal>

namespace Cistern::Schema::Codes {

inline constexpr CodeName supportedSynchronizationTypeCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Async")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Sync")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "UnSyncAssoc-Full")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "UnSyncAssoc-Delta")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "UnSyncUnAssoc")},
    {7, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName storageReplicationCapabilitiesSupportedAsynchronousActionsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Local Replica Creation")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Remote Replica Creation")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Local Replica Modification")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Remote Replica Modification")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Local Replica Attachment")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Remote Replica Attachment")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Buffer Creation")},
    {9, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName supportedSynchronousActionsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Local Replica Creation")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Remote Replica Creation")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Local Replica Modification")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Remote Replica Modification")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Local Replica Attachment")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Remote Replica Attachment")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Buffer Creation")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "NetworkPipe Creation")},
    {10, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName storageReplicationCapabilitiesInitialReplicationStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Initialized")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Prepared")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Synchronized")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Idle")},
    {6, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedSpecializedElementsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Delta Pool")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Delta Pool Component")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Remote Mirror")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Local Mirror")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Full Snapshot")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Delta Snapshot")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Replication Buffer")},
    {9, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName supportedModifyOperationsCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Detach")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Fracture")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Resync")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Restore")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Prepare")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Unprepare")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Quiesce")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Unquiesce")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Reset To Sync")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Reset To Async")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Start Copy")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Stop Copy")},
    {14, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName replicaHostAccessibilityCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Not Accessible")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "No Restrictions")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Source Hosts Only")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Source Hosts Excluded")},
    {6, 65535, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
};

inline constexpr CodeName hostAccessibleStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Initialized")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Prepare In Progress")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Prepared")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Resync In Progress")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Synchronized")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Fracture In Progress")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Quiesce In Progress")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesced")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Restore In Progress")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Idle")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Broken")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Fractured")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Frozen")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Copy In Progress")},
    {16, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName initialSynchronizationDefaultCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Managed")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Start")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Do Not Start")},
    {3, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName replicationPriorityDefaultCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Managed")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Low")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Same")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "High")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName remoteReplicationServicePointAccessCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Not Specified")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Source")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Target")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Proxy")},
    {6, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName alternateReplicationServicePointAccessCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "None")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Source")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Target")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Proxy")},
    {6, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName deltaReplicaPoolAccessCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Any")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Exclusive")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Shared")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName remoteBufferElementTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not specified")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "InExtent")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "InPool")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName remoteBufferHostCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Array")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "ComponentCS")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Pipe")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName remoteBufferLocationCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Source")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Target")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Both")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName remoteBufferSupportedCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Supported")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Required")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Optional")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName useReplicationBufferDefaultCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Managed")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Use Buffer")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Do Not Use Buffer")},
    {3, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName protocolTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "IPv4")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "IPv6")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "IPX")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "AppleTalk")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "DECnet")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "SNA")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "CONP")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "CLNP")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "VINES")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "XNS")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "ATM")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Frame Relay")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Ethernet")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "TokenRing")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "FDDI")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Infiniband")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Fibre Channel")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "ISDN BRI Endpoint")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "ISDN B Channel Endpoint")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "ISDN D Channel Endpoint")},
    {22, 22, QT_TRANSLATE_NOOP("Code", "IPv4/v6")},
    {23, 23, QT_TRANSLATE_NOOP("Code", "BGP")},
    {24, 24, QT_TRANSLATE_NOOP("Code", "OSPF")},
    {25, 25, QT_TRANSLATE_NOOP("Code", "MPLS")},
    {26, 26, QT_TRANSLATE_NOOP("Code", "UDP")},
    {27, 27, QT_TRANSLATE_NOOP("Code", "TCP")},
};

inline constexpr CodeName protocolIFTypeCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {225, 4095, QT_TRANSLATE_NOOP("Code", "IANA Reserved")},
    {4111, 4111, QT_TRANSLATE_NOOP("Code", "TCP")},
    {4301, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Reserved")},
};

inline constexpr CodeName aggregationBehaviorCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "No Lower-Level Composition")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Combined In Parallel")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Combined In Sequence")},
};

inline constexpr CodeName sessionTypeCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Discovery")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Normal")},
};

inline constexpr CodeName directionalityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Bi-Directional")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Unidirectional")},
};

inline constexpr CodeName headerDigestMethodCodes[] = {
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "No Digest")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "CRC32C")},
};

inline constexpr CodeName authenticationMethodUsedCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "No Authentication")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "SRP")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "CHAP")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Kerberos")},
};

inline constexpr CodeName copyStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Initialized")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Unsynchronized")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Synchronized")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Broken")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Fractured")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Split")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Inactive")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Suspended")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Failedover")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Prepared")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Aborted")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Skewed")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Mixed")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Partitioned")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Invalid")},
    {18, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName modeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Synchronous")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Asynchronous")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName progressStatusCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Completed")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Dormant")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Initializing")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Preparing")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Synchronizing")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Resyncing")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Restoring")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Fracturing")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Splitting")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Failing over")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Failing back")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Aborting")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Mixed")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
    {16, 16, QT_TRANSLATE_NOOP("Code", "Suspending")},
    {17, 17, QT_TRANSLATE_NOOP("Code", "Requires fracture")},
    {18, 18, QT_TRANSLATE_NOOP("Code", "Requires resync")},
    {19, 19, QT_TRANSLATE_NOOP("Code", "Requires activate")},
    {20, 20, QT_TRANSLATE_NOOP("Code", "Pending")},
    {21, 21, QT_TRANSLATE_NOOP("Code", "Detaching")},
    {22, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName syncTypeCodes[] = {
    {0, 5, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Mirror")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Snapshot")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Clone")},
    {9, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName copyRecoveryModeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Automatic")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Manual")},
    {4, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName replicaTypeCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Specified")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Full Copy")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Before Delta")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "After Delta")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Log")},
    {6, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName syncStateCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "Initialized")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "PrepareInProgress")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Prepared")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "ResyncInProgress")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Synchronized")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Fracture In Progress")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "QuiesceInProgress")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Quiesced")},
    {10, 10, QT_TRANSLATE_NOOP("Code", "Restore In Progresss")},
    {11, 11, QT_TRANSLATE_NOOP("Code", "Idle")},
    {12, 12, QT_TRANSLATE_NOOP("Code", "Broken")},
    {13, 13, QT_TRANSLATE_NOOP("Code", "Fractured")},
    {14, 14, QT_TRANSLATE_NOOP("Code", "Frozen")},
    {15, 15, QT_TRANSLATE_NOOP("Code", "Copy In Progress")},
    {16, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName copyPriorityCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Managed")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Low")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Same")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "High")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Urgent")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName copyMethodologyCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Not Specified")},
    {1, 1, QT_TRANSLATE_NOOP("Code", "Other")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Implementation decides")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Full Copy")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Incremental-Copy")},
    {5, 5, QT_TRANSLATE_NOOP("Code", "Differential-Copy")},
    {6, 6, QT_TRANSLATE_NOOP("Code", "Copy-On-Write")},
    {7, 7, QT_TRANSLATE_NOOP("Code", "Copy-On-Access")},
    {8, 8, QT_TRANSLATE_NOOP("Code", "Delta-Update")},
    {9, 9, QT_TRANSLATE_NOOP("Code", "Snap-And-Clone")},
    {10, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName undiscoveredElementCodes[] = {
    {2, 2, QT_TRANSLATE_NOOP("Code", "SystemElement")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "SyncedElement")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Both")},
    {5, 32767, QT_TRANSLATE_NOOP("Code", "DMTF Reserved")},
    {32768, 65535, QT_TRANSLATE_NOOP("Code", "Vendor Specific")},
};

inline constexpr CodeName sourceOrSinkCodes[] = {
    {0, 0, QT_TRANSLATE_NOOP("Code", "Unknown")},
    {2, 2, QT_TRANSLATE_NOOP("Code", "Source")},
    {3, 3, QT_TRANSLATE_NOOP("Code", "Sink")},
    {4, 4, QT_TRANSLATE_NOOP("Code", "Not Applicable")},
};

} // namespace Cistern::Schema::Codes
