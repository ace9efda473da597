# The commands of an Exchange server, in its shapes: no ExternalDirectoryObjectId, flags as text or objects, SIDs in the rows.

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'world.ps1'))
$script:World = Import-NamedWorld
$script:WholeForest = $false
$script:IsServer = $true

# As remoting hands values over: not a text, but an object around it that carries more. JSON takes none of these.
function ConvertTo-Wrapped($Value) {
  $wrapped = [psobject]::AsPSObject($Value)
  $wrapped.PSObject.Properties.Add([psnoteproperty]::new('PSComputerName', 'exchange01'))
  return $wrapped
}

function ConvertTo-OnPremise($Object) {
  $Object.ExternalDirectoryObjectId = ''
  foreach ($name in @('Guid', 'Name', 'DisplayName', 'PrimarySmtpAddress', 'DistinguishedName')) {
    $property = $Object.PSObject.Properties[$name]
    if ($null -ne $property) { $property.Value = ConvertTo-Wrapped $property.Value }
  }
  $addresses = $Object.PSObject.Properties['EmailAddresses']
  if ($null -ne $addresses) { $addresses.Value = [object[]]@(foreach ($address in $addresses.Value) { ConvertTo-Wrapped $address }) }
  return $Object
}

function Set-AdServerSettings {
  [CmdletBinding()]
  param([bool]$ViewEntireForest)
  $script:WholeForest = $ViewEntireForest
}

function Get-Mailbox {
  [CmdletBinding()]
  param([string]$Identity, [string]$RecipientTypeDetails, [string]$OrganizationalUnit, [string]$ResultSize = '1000')
  $world = Get-World
  $failure = Find-CommandFailure 'Get-Mailbox'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $known = $null
  if ($PSBoundParameters.ContainsKey('Identity') -and $Identity) {
    if (-not $world.MailboxById.TryGetValue($Identity, [ref]$known)) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
    Add-WhenChanged (ConvertTo-OnPremise (ConvertTo-Mailbox $known)) $known
    return
  }
  if (-not $script:WholeForest) { return }
  if ($OrganizationalUnit -and -not (Test-Unit $OrganizationalUnit)) { $PSCmdlet.WriteError((New-UnitFailure $OrganizationalUnit)); return }
  $limit = Get-Limit $ResultSize
  foreach ($element in $world.Mailboxes) {
    if ($limit -le 0) { return }
    if ($RecipientTypeDetails -and $RecipientTypeDetails -ne (Get-Text $element 'type')) { continue }
    if ($OrganizationalUnit -and $OrganizationalUnit -ne (Get-Text $element 'organizationalUnit')) { continue }
    $limit--
    Add-WhenChanged (ConvertTo-OnPremise (ConvertTo-Mailbox $element)) $element
  }
}

function Get-Recipient {
  [CmdletBinding()]
  param([string]$Identity, [string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-Recipient'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  if ($Identity) {
    $found = Find-ByAddress $Identity
    if ($null -eq $found) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
    ConvertTo-OnPremise $found
    return
  }
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-Part 'Get-Recipient' (Get-World).Recipients)) {
    if ((Get-Text $element 'primaryAddress') -eq '' -or $limit -le 0) { continue }
    $limit--
    ConvertTo-OnPremise (ConvertTo-Recipient $element)
  }
  foreach ($element in (Get-Part 'Get-Recipient' (Get-World).Mailboxes)) {
    if ($limit -le 0) { return }
    $limit--
    ConvertTo-OnPremise (ConvertTo-Mailbox $element)
  }
}

function Get-MailboxPermission {
  [CmdletBinding()]
  param([Parameter(Mandatory)][string]$Identity)
  $world = Get-World
  $failure = Find-CommandFailure 'Get-MailboxPermission'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $mailbox = $null
  if (-not $world.MailboxById.TryGetValue($Identity, [ref]$mailbox) -or (Get-Texts $world.Faults 'vanished').Contains($Identity)) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
  if ((Get-Texts $world.Faults 'unreadablePermissions').Contains($Identity)) { $PSCmdlet.WriteError((New-Failure "Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Mailbox '$Identity'" 'ServerBusy')); return }
  $name = Get-Text $mailbox 'displayName'
  $rows = @(foreach ($element in $mailbox.GetProperty('permissions').EnumerateArray()) { ConvertTo-Permission $element $name $true })
  if ($rows.Count -eq 0) { $rows = @(New-SelfPermission $name $true) }
  foreach ($row in $rows) {
    # As remoting hands it over: a flag has become a word.
    $row.IsInherited = [string]$row.IsInherited
    $row
  }
}

function Get-User {
  [CmdletBinding()]
  param([string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-User'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-Part 'Get-User' (Get-World).Recipients)) {
    if ((Get-Text $element 'kind') -ne 'person' -or $limit -le 0) { continue }
    $limit--
    ConvertTo-OnPremise (ConvertTo-DirectoryObject $element)
  }
}

function Get-Group {
  [CmdletBinding()]
  param([string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-Group'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-Part 'Get-Group' (Get-World).Recipients)) {
    if ((Get-Text $element 'kind') -notin @('security-group', 'distribution-group', 'm365-group') -or $limit -le 0) { continue }
    $limit--
    ConvertTo-OnPremise (ConvertTo-DirectoryObject $element)
  }
}
Export-ModuleMember -Function 'Set-AdServerSettings', 'Get-Mailbox', 'Get-Recipient', 'Get-MailboxPermission', 'Get-User', 'Get-Group'
