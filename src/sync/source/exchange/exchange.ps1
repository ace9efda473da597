# What can be asked of Exchange: read only, online and on-premise. The same script reads the real one and a stand-in.
# Engine commands and .NET only; arguments are data and never become code. Rows hold plain strings, flags and lists.
# A null or unknown identity makes Exchange answer the whole tenant: every identity is a checked GUID, every answer is
# compared with what was asked.

$GuidPattern = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
$AddressPattern = '^[^\s*?@"''`$()<>\[\],;:\\{}|]+@[^\s*?@"''`$()<>\[\],;:\\{}|]+$'
$RecipientProperties = @('ExternalDirectoryObjectId', 'Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails', 'DistinguishedName')

function Assert-Guid([string]$Value) {
  if ($Value -notmatch $GuidPattern) { throw "not a GUID: '$Value'" }
}

function Test-OnPremise {
  return $null -ne $Remote.Session
}

# Deserialized objects hold 'False' as text, or an object with IsPresent; a cast to bool would call both true.
function Test-Flag($Value) {
  if ($null -eq $Value) { return $false }
  $present = $Value.PSObject.Properties['IsPresent']
  if ($null -ne $present) { return [string]$present.Value -eq 'True' }
  return [string]$Value -eq 'True'
}

function Get-StableId($Object) {
  $id = [string]$Object.ExternalDirectoryObjectId
  if ($id -eq '') { $id = [string]$Object.Guid }
  return $id.ToLowerInvariant()
}

function ConvertTo-Texts($Values) {
  $texts = [System.Collections.Generic.List[string]]::new()
  foreach ($value in $Values) { $texts.Add([string]$value) }
  return , $texts.ToArray()
}

# As it came, in SDDL; '' when there is none. What it says is read in TypeScript: .NET knows descriptors on Windows only.
# Exchange Online hands over an object whose list holds texts; a descriptor of .NET can tell its text itself.
function ConvertTo-DescriptorText($Descriptor) {
  if ($null -eq $Descriptor) { return '' }
  if ($Descriptor -is [string]) { return $Descriptor }
  if ($null -ne $Descriptor.PSObject.Methods['GetSddlForm']) { return [string]$Descriptor.GetSddlForm('Access') }
  if ([string]$Descriptor.ControlFlags -notmatch 'DiscretionaryAclPresent') { return '' }
  return 'D:' + [string]::Join('', (ConvertTo-Texts $Descriptor.DiscretionaryAcl))
}

# When anything of a mailbox last changed, as a mark to compare with; '' where Exchange does not show it.
function ConvertTo-ChangeMark($Moment) {
  if ($Moment -is [datetime]) { return $Moment.ToString('s', [cultureinfo]::InvariantCulture) }
  return [string]$Moment
}

function Send-Mailbox($Mailbox) {
  Send-Row ([ordered]@{
      id = [string](Get-StableId $Mailbox)
      displayName = [string]$Mailbox.DisplayName
      primaryAddress = [string]$Mailbox.PrimarySmtpAddress
      proxyAddresses = [string[]](ConvertTo-Texts $Mailbox.EmailAddresses)
      type = [string]$Mailbox.RecipientTypeDetails
      descriptor = [string](ConvertTo-DescriptorText $Mailbox.ExoExchangeSecurityDescriptor)
      changeMark = if ($null -eq $Mailbox.WhenChangedUTC) { '' } else { [string](ConvertTo-ChangeMark $Mailbox.WhenChangedUTC) }
    })
}

# Everything, unless only a few are wanted to see whether it can be asked.
function Get-ResultSize([hashtable]$Request) {
  if ($Request.limit) { return [string]$Request.limit }
  return 'Unlimited'
}

# One type per query: mixed queries have had paging errors.
function Read-Mailboxes([hashtable]$Request) {
  $command = if (Test-OnPremise) { 'Get-Mailbox' } else { 'Get-EXOMailbox' }
  $arguments = @{ ResultSize = Get-ResultSize $Request }
  if ($Request.type -eq 'GroupMailbox') { $arguments.GroupMailbox = $true } else { $arguments.RecipientTypeDetails = [string]$Request.type }
  if ($Request.organizationalUnit) { $arguments.OrganizationalUnit = [string]$Request.organizationalUnit }
  $properties = @(Get-FurtherProperties $Request)
  if ($properties.Count -gt 0) { $arguments.Properties = $properties }
  Invoke-Exchange $command $arguments | ForEach-Object { Send-Mailbox $_ }
}

# What Exchange Online shows of a mailbox only when it is asked for; a server always shows all it has.
function Get-FurtherProperties([hashtable]$Request) {
  if (Test-OnPremise) { return }
  if ($Request.descriptors) { 'ExoExchangeSecurityDescriptor' }
  if ($Request.changeMarks) { 'WhenChangedUTC' }
}

function Get-MailboxById([string]$Id, [bool]$GroupMailbox) {
  if (Test-OnPremise) { return Invoke-Exchange 'Get-Mailbox' @{ Identity = $Id } }
  $arguments = @{ ExternalDirectoryObjectId = $Id }
  if ($GroupMailbox) { $arguments.GroupMailbox = $true }
  return Invoke-Exchange 'Get-EXOMailbox' $arguments
}

# By stable id, without type, OU or filter. An answer that holds another mailbox is no answer.
function Find-Mailboxes([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $found = @(Get-MailboxById $id $Request.groupMailbox | Where-Object { (Get-StableId $_) -eq $id })
      if ($found.Count -ne 1) { throw "Exchange answered something else than mailbox '$id'" }
      Send-Mailbox $found[0]
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

# Who holds an address, as the primary one or as an alias: any recipient, whatever its type. Others in the answer are none.
function Find-Holders([hashtable]$Request) {
  $command = if (Test-OnPremise) { 'Get-Recipient' } else { 'Get-EXORecipient' }
  foreach ($address in $Request.addresses) {
    try {
      if ($address -notmatch $AddressPattern) { throw "not an address: '$address'" }
      $arguments = @{ Identity = [string]$address }
      if (-not (Test-OnPremise)) { $arguments.Properties = $RecipientProperties }
      $found = @(Invoke-Exchange $command $arguments | Where-Object { [string]$_.PrimarySmtpAddress -eq $address -or (ConvertTo-Texts $_.EmailAddresses) -contains "smtp:$address" })
      if ($found.Count -eq 0) { throw "Exchange answered something else than who holds '$address'" }
      Send-Row ([ordered]@{ address = [string]$address })
    } catch { Send-ItemError $address $_ }
    $Out.Flush()
  }
}

# Users and groups carry what recipients do not: SID, user principal name, account name, and whose account opens a linked mailbox.
function Send-Principal($Principal, [bool]$IsAccount) {
  $account = if ($IsAccount) { $Principal } else { @{} }
  Send-Row ([ordered]@{
      id = [string](Get-StableId $Principal)
      guid = [string]$Principal.Guid
      name = [string]$Principal.Name
      displayName = [string]$Principal.DisplayName
      alias = [string]$Principal.Alias
      primaryAddress = [string]$Principal.PrimarySmtpAddress
      emailAddresses = [string[]](ConvertTo-Texts $Principal.EmailAddresses)
      type = [string]$Principal.RecipientTypeDetails
      userPrincipalName = [string]$account.UserPrincipalName
      sid = [string]$account.Sid
      samAccountName = [string]$account.SamAccountName
      linkedMasterAccount = [string]$account.LinkedMasterAccount
      distinguishedName = [string]$Principal.DistinguishedName
      groupType = if (Test-OnPremise) { [string]$account.GroupType } else { '' }
      # As many as the list of groups shows. Not on-premise: contacts are members there that the directory does not answer.
      members = [int]$(if ($null -eq $account.Members -or (Test-OnPremise)) { 0 } else { @($account.Members).Count })
    })
}

function Read-Recipients([hashtable]$Request) {
  if (Test-OnPremise) {
    Invoke-Exchange 'Get-Recipient' @{ ResultSize = Get-ResultSize $Request } | ForEach-Object { Send-Principal $_ $false }
    return
  }
  Invoke-Exchange 'Get-EXORecipient' @{ ResultSize = Get-ResultSize $Request; Properties = $RecipientProperties } | ForEach-Object { Send-Principal $_ $false }
}

# With those who have no mail at all.
function Read-Users([hashtable]$Request) {
  Invoke-Exchange 'Get-User' @{ ResultSize = Get-ResultSize $Request } | ForEach-Object { Send-Principal $_ $true }
}

function Read-Groups([hashtable]$Request) {
  Invoke-Exchange 'Get-Group' @{ ResultSize = Get-ResultSize $Request } | ForEach-Object { Send-Principal $_ $true }
}

# The domains of the own forest, with the names that stand in front of their accounts. On-premise only.
function Read-Domains {
  foreach ($name in (Get-ADForest -ErrorAction Stop).Domains) {
    try {
      $domain = Get-ADDomain -Identity ([string]$name) -ErrorAction Stop
      Send-Row ([ordered]@{ name = [string]$domain.NetBIOSName; dnsRoot = [string]$domain.DNSRoot })
    } catch { Send-ItemError ([string]$name) $_ }
  }
}

function Get-PermissionRows([string]$Command, [string]$Id) {
  if (-not (Test-OnPremise) -and $Command -eq 'Get-EXOMailboxPermission') {
    return Invoke-Exchange $Command @{ ExternalDirectoryObjectId = $Id; ResultSize = 'Unlimited' }
  }
  if (Test-OnPremise) { return Invoke-Exchange 'Get-MailboxPermission' @{ Identity = $Id } }
  $arguments = @{ Identity = $Id; ResultSize = 'Unlimited' }
  # Rows of people who are gone are hidden otherwise; not every version knows the switch.
  if ((Get-Command -Name 'Get-MailboxPermission').Parameters.ContainsKey('IncludeUnresolvedPermissions')) { $arguments.IncludeUnresolvedPermissions = $true }
  return Invoke-Exchange 'Get-MailboxPermission' $arguments
}

# Written for speed: it runs some ten times for every mailbox, and each call of a function costs as much as the rest of it.
# On-premise the trustee is an object with a SID of its own; online the row may carry it.
function ConvertTo-PermissionRow($Permission) {
  $user = $Permission.User
  $sid = [string]$Permission.UserSid
  if ($sid -eq '' -and $user -isnot [string] -and $null -ne $user.SecurityIdentifier) { $sid = [string]$user.SecurityIdentifier }
  $deny = $Permission.Deny
  if ($deny -isnot [bool]) { $deny = Test-Flag $deny }
  $inherited = $Permission.IsInherited
  if ($inherited -isnot [bool]) { $inherited = Test-Flag $inherited }
  return [ordered]@{
    user = [string]$user
    sid = $sid
    rights = [string[]]@($Permission.AccessRights)
    deny = [bool]$deny
    inherited = [bool]$inherited
  }
}

# One row per mailbox, so that half a mailbox can never be taken for a whole one.
function Read-Permissions([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $rows = [System.Collections.Generic.List[object]]::new()
      foreach ($permission in (Get-PermissionRows $Request.command $id)) {
        $rows.Add((ConvertTo-PermissionRow $permission))
      }
      Send-Row ([ordered]@{ id = [string]$id; permissions = $rows })
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

# What a member is known by: its id, or the SID of somebody of another forest, or its distinguished name. Somebody of a
# trusted forest may come as that forest shows him: with an id that nobody has here, and his SID. The directory tells what it
# is; Exchange, and a mere name, do not.
function ConvertTo-Member($Member) {
  $key = if ($Member -is [string]) { $Member }
  elseif ([string]$Member.objectClass -eq 'foreignSecurityPrincipal') { [string]$Member.SID }
  elseif ($null -ne $Member.ObjectGUID) { ([string]$Member.ObjectGUID).ToLowerInvariant() }
  else { Get-StableId $Member }
  $sid = if ($Member -is [string] -or $null -eq $Member.ObjectGUID) { '' } else { [string]$Member.SID }
  $kind = if ($Member -is [string] -or $null -eq $Member.ObjectGUID) { '' } else { [string]$Member.objectClass }
  return [ordered]@{ key = [string]$key; sid = [string]$sid; kind = [string]$kind }
}

# Active Directory answers at most 5,000 members, and none at all when one is a stranger it cannot resolve. Then the
# list of names is read, which has no limit. It lacks those whose primary group it is, and a global group has no strangers.
function Get-DirectoryMembers([string]$Id) {
  try {
    return Get-ADGroupMember -Identity $Id -ErrorAction Stop
  } catch {
    $group = Get-ADGroup -Identity $Id -Properties 'Members' -ErrorAction Stop
    if ([string]$group.GroupScope -eq 'Global') { throw }
    foreach ($name in $group.Members) {
      if ([string]$name -match '^CN=(S-1-5-[0-9-]+),CN=ForeignSecurityPrincipals,') { $Matches[1] } else { [string]$name }
    }
  }
}

# Direct members; nesting is expanded by the caller, each group once. The cmdlet stops at 1,000 unless told otherwise.
function Read-Members([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $members = [System.Collections.Generic.List[object]]::new()
      $found = if (Test-OnPremise) { Get-DirectoryMembers $id } else { Invoke-Exchange 'Get-DistributionGroupMember' @{ Identity = $id; ResultSize = 'Unlimited' } }
      foreach ($member in $found) { $members.Add((ConvertTo-Member $member)) }
      Send-Row ([ordered]@{ id = [string]$id; members = $members })
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

function Invoke-Operation([hashtable]$Request) {
  switch ($Request.op) {
    'modules' { Read-Modules $Request }
    'signatures' { Read-Signatures $Request }
    'import' { Import-Chosen $Request }
    'certificate' { Read-Certificate $Request }
    'connect-certificate' { Connect-WithCertificate $Request }
    'connect-token' { Connect-WithToken $Request }
    'connect-on-premise' { Connect-OnPremise $Request }
    'disconnect' { Disconnect-Exchange }
    'mailboxes' { Read-Mailboxes $Request }
    'find' { Find-Mailboxes $Request }
    'holders' { Find-Holders $Request }
    'recipients' { Read-Recipients $Request }
    'users' { Read-Users $Request }
    'groups' { Read-Groups $Request }
    'domains' { Read-Domains }
    'permissions' { Read-Permissions $Request }
    'members' { Read-Members $Request }
    default { throw "unknown operation '$($Request.op)'" }
  }
}
