# A stand-in for the module ActiveDirectory: group members, never more than 5,000 at once, and none when one is a stranger.

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'world.ps1'))
$script:ReadAt = $null

# The directory has no connection that could be made anew: a changed world is seen by the date of its file.
function Update-World {
  $date = [System.IO.File]::GetLastWriteTimeUtc([System.Environment]::GetEnvironmentVariable('COUNTERSIGN_WORLD'))
  if ($date -eq $script:ReadAt) { return }
  $script:World = Import-NamedWorld
  $script:ReadAt = $date
}

function Get-MemberLimit {
  $limit = Get-Number $script:World.Faults 'directoryLimit'
  if ($limit -gt 0) { return $limit }
  return 5000
}

function Get-GroupElement([string]$Identity) {
  Update-World
  $group = $null
  if (-not $Identity -or -not (Get-World).RecipientById.TryGetValue($Identity, [ref]$group)) { throw "Cannot find an object with identity: '$Identity' under: 'DC=example,DC=com'." }
  return $group
}

function ConvertTo-DirectoryEntry($Element) {
  $class = if ((Get-Text $Element 'kind') -eq 'person') { 'user' } else { 'group' }
  return [pscustomobject]@{ ObjectGUID = [guid](Get-Text $Element 'id'); objectClass = $class; SID = Get-Text $Element 'sid'; distinguishedName = Get-DistinguishedName $Element }
}

function Get-ADGroupMember {
  [CmdletBinding()]
  param([string]$Identity, [switch]$Recursive)
  $members = Get-Texts (Get-GroupElement $Identity) 'members'
  if ($members.Count -gt (Get-MemberLimit)) { throw 'The size limit for this request was exceeded' }
  foreach ($id in $members) { if ($id.StartsWith('S-1-')) { throw 'The server was unable to process the request due to an internal error: an unresolvable foreign principal.' } }
  foreach ($id in $members) {
    $member = $null
    if ((Get-World).RecipientById.TryGetValue($id, [ref]$member)) { ConvertTo-DirectoryEntry $member }
  }
}

function Get-ADGroup {
  [CmdletBinding()]
  param([string]$Identity, [string[]]$Properties)
  $names = foreach ($id in (Get-Texts (Get-GroupElement $Identity) 'members')) {
    $member = $null
    if ($id.StartsWith('S-1-')) { "CN=$id,CN=ForeignSecurityPrincipals,DC=example,DC=com" }
    elseif ((Get-World).RecipientById.TryGetValue($id, [ref]$member)) { Get-DistinguishedName $member }
  }
  return [pscustomobject]@{ ObjectGUID = [guid]$Identity; Members = @($names) }
}
